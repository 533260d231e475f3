"""The turn of the season."""

from tests.core.permission_matrix import page
from tests.core.world import Who, World

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})


def cohort(world: World) -> str:
    return f"/o/{world.slug}/cohorts/{world.cohort.id}"


ROWS = [
    *page(
        "seasons_organiser.copy_cohort",
        lambda w: f"{cohort(w)}/next-season",
        ORGANISERS,
        data=lambda w: {
            "name": "Forår 3",
            "season_start": "2027-08-01",
            "season_end": "2027-12-31",
        },
    ),
]
