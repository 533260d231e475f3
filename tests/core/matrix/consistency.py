"""How steadily cohorts tell, and what kind of dialogue it was."""

from datetime import timedelta

from ambassadors.models import Ambassador, Cohort
from campaigns.results.consistency import operations
from core.db import db, utcnow
from tests.core.matrix.campaigns import ORGANISERS, READERS
from tests.core.permission_matrix import Rows
from tests.core.world import STAFF, World, thing


@thing
def counted_cohort(world: World) -> Cohort:
    """The cohort of the campaign that the reader was given."""
    assert world.cohort in world.campaign.cohorts
    operations.count_anew(world.cohort)
    db.session.flush()
    return world.cohort


@thing
def known_ambassador(world: World) -> Ambassador:
    """Somebody who has been here so long that one may ask how they are."""
    world.peer.joined_at = utcnow() - timedelta(days=60)
    db.session.flush()
    return world.peer


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
    Rows(
        endpoint="consistency_organiser.list_people",
        path=lambda w: f"/o/{w.slug}/results/people",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="consistency_organiser.send_kind_word",
        method="POST",
        path=lambda w: f"/o/{w.slug}/results/people/{w.known_ambassador.id}/kind-word",
        allowed=ORGANISERS,
    ),
]
