"""How steadily cohorts tell, and what kind of dialogue it was."""

from ambassadors.models import Cohort
from campaigns.results.consistency import operations
from core.db import db
from tests.core.matrix.campaigns import READERS
from tests.core.permission_matrix import Rows
from tests.core.world import STAFF, World, thing


@thing
def counted_cohort(world: World) -> Cohort:
    """The cohort of the campaign that the reader was given."""
    assert world.cohort in world.campaign.cohorts
    operations.count_anew(world.cohort)
    db.session.flush()
    return world.cohort


ROWS = [
    Rows(
        endpoint="consistency_reader.list_cohorts",
        path=lambda w: f"/o/{w.slug}/results/consistency",
        allowed=STAFF,
    ),
    Rows(
        endpoint="consistency_reader.show_cohort",
        path=lambda w: f"/o/{w.slug}/results/consistency/{w.counted_cohort.id}",
        allowed=STAFF,
    ),
    Rows(
        endpoint="dialogue_reader.show_dialogue",
        path=lambda w: f"/o/{w.slug}/results/dialogue",
        allowed=READERS,
    ),
]
