"""Who may use a kit, and when. Pure functions: no request, no session, no query."""

import uuid
from collections.abc import Set as AbstractSet
from datetime import date

from ambassadors.models import Ambassador
from media.kits.enums import KitStatus
from media.kits.models import Kit


def is_current(kit: Kit, on: date) -> bool:
    """Say whether a kit is out, and between its dates."""
    return kit.status is KitStatus.PUBLISHED and kit.starts_on <= on <= kit.ends_on


def is_meant_for(kit: Kit, ambassador: Ambassador) -> bool:
    """Say whether a kit is for an ambassador's cohort, and for everyone or their unit."""
    is_for_cohort = any(cohort.id == ambassador.cohort_id for cohort in kit.cohorts)
    return is_for_cohort and kit.unit_id in (None, ambassador.unit_id)


def is_locked(kit: Kit, ambassador: Ambassador, passed: AbstractSet[uuid.UUID]) -> bool:
    """Say whether training comes first; ``passed`` holds the ids of modules passed.

    A module belongs to one cohort, so it locks the kit for nobody else: they could never open it.
    """
    gate = kit.gate
    return gate is not None and gate.cohort_id == ambassador.cohort_id and gate.id not in passed


def can_be_published(kit: Kit) -> bool:
    """Say whether publishing is the next thing to do with a kit."""
    return kit.status is not KitStatus.PUBLISHED


def can_be_withdrawn(kit: Kit) -> bool:
    """Say whether a kit is out and can be taken back."""
    return kit.status is KitStatus.PUBLISHED
