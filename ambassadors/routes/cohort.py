"""What every page an organiser has about one cohort begins with."""

import uuid
from typing import Any

from accounts.session import current_organisation
from ambassadors import queries
from ambassadors.models import Cohort


def get_cohort(cohort_id: uuid.UUID) -> Cohort:
    """Return one of this organisation's cohorts; NoResultFound becomes a 404."""
    return queries.get_cohort(current_organisation().id, cohort_id)


def here(cohort_id: uuid.UUID, **more: uuid.UUID) -> dict[str, Any]:
    """Return the arguments of every address about a cohort, and of what is ``more`` in it."""
    return {"organisation": current_organisation().slug, "cohort_id": cohort_id, **more}
