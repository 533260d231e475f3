"""The turn of the season."""

from datetime import timedelta

from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador
from ambassadors.seasons.models import Alumnus, SeasonEnd
from ambassadors.seasons.tokens import token_of
from core.db import db, utcnow
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, SIGNED_IN, Who, World, thing
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
ONLY_HERS = frozenset({Who.AMBASSADOR})


@thing
def ended_place(world: World) -> Ambassador:
    """A season of the ambassador's that was closed yesterday."""
    cohort = CohortFactory(organisation=world.organisation, status=CohortStatus.ENDED)
    closed = utcnow() - timedelta(days=1)
    db.session.add(SeasonEnd(cohort=cohort, closed_at=closed, thanks_da="Tak", thanks_en="Thanks"))
    return AmbassadorFactory(user=world.ambassador.user, cohort=cohort)


@thing
def alumnus(world: World) -> Alumnus:
    """The ambassador has said that she may be asked again."""
    kept = Alumnus(
        organisation=world.organisation,
        user=world.ambassador.user,
        email=world.ambassador.user.email,
        name=world.ambassador.user.name,
        locale="da",
        said_yes_at=utcnow(),
    )
    db.session.add(kept)
    return kept


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
    *page(
        "seasons_organiser.close_season",
        lambda w: f"{cohort(w)}/end",
        ORGANISERS,
        data=lambda w: {"thanks_da": "Tak", "thanks_en": "Thanks"},
    ),
    Rows(
        endpoint="seasons_organiser.show_progress",
        path=lambda w: f"/o/{w.slug}/cohorts/{w.ended_place.cohort_id}/end/progress",
        allowed=ORGANISERS,
        answers=frozenset({302}),  # a page without script is led back
    ),
    Rows(
        endpoint="seasons_organiser.reopen_season",
        method="POST",
        path=lambda w: f"/o/{w.slug}/cohorts/{w.ended_place.cohort_id}/end/undoing",
        allowed=ORGANISERS,
    ),
    *page(
        "alumni_organiser.list_alumni",
        lambda w: f"/o/{w.slug}/alumni",
        ORGANISERS,
        data=lambda w: {"people": [str(w.alumnus.id)], "cohort": str(w.cohort.id)},
    ),
    Rows(
        endpoint="seasons_ambassador.answer",
        method="POST",
        path=lambda w: f"/my/past-season/{w.ended_place.id}/asking",
        data=lambda w: {"may_ask": "yes"},
        allowed=ONLY_HERS,
        refused=404,
    ),
    Rows(
        endpoint="seasons_ambassador.take_back",
        method="POST",
        path=lambda w: f"/my/past-season/asking/{w.alumnus.id}/removal",
        allowed=ONLY_HERS,
        refused=404,
    ),
    Rows(endpoint="home_closing.show_closing", path=lambda w: "/my/past-season", allowed=SIGNED_IN),
    *page(
        "seasons_public.show_yes",
        lambda w: f"/asked-again/{token_of(w.alumnus)}",
        EVERYBODY,
    ),
    Rows(
        endpoint="seasons_public.show_forgotten", path=lambda w: "/asked-again", allowed=EVERYBODY
    ),
]
