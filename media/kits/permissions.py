"""Who may use a kit, and when. Pure functions: no request, no session, no query."""

import uuid
from collections.abc import Set as AbstractSet

from ambassadors.models import Ambassador
from media.kits.models import Kit


def is_locked(kit: Kit, ambassador: Ambassador, passed: AbstractSet[uuid.UUID]) -> bool:
    """Say whether training comes first; ``passed`` holds the ids of modules passed.

    A module belongs to one cohort, so it locks the kit for nobody else: they could never open it.
    """
    gate = kit.gate
    return gate is not None and gate.cohort_id == ambassador.cohort_id and gate.id not in passed
