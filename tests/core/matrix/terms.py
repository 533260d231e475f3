"""One's own terms: only ever one's own."""

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from core.db import utcnow
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, SIGNED_IN, Who, World, thing
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory

ONLY_HERS = frozenset({Who.AMBASSADOR})
TERMS = "terms_ambassador."


@thing
def left_place(world: World) -> Ambassador:
    """A cohort the ambassador left a moment ago."""
    return AmbassadorFactory(
        user=world.ambassador.user,
        cohort=CohortFactory(organisation=world.organisation),
        status=AmbassadorStatus.LEFT,
        left_at=utcnow(),
    )


ROWS = [
    Rows(endpoint=TERMS + "show_terms", path=lambda w: "/my/terms", allowed=AMBASSADORS),
    Rows(
        endpoint=TERMS + "save_section",
        method="POST",
        path=lambda w: "/my/terms/rhythm",
        data=lambda w: {"rhythm": "weekly"},
        allowed=AMBASSADORS,
    ),
    *page(
        TERMS + "take_pause",
        lambda w: "/my/terms/pause",
        AMBASSADORS,
        data=lambda w: {"weeks": "1"},
    ),
    Rows(
        endpoint=TERMS + "end_pause",
        method="POST",
        path=lambda w: "/my/terms/pause/end",
        allowed=AMBASSADORS,
    ),
    *page(TERMS + "leave", lambda w: "/my/terms/leaving", AMBASSADORS),
    Rows(endpoint=TERMS + "show_goodbye", path=lambda w: "/my/goodbye", allowed=SIGNED_IN),
    Rows(
        endpoint=TERMS + "come_back",
        method="POST",
        path=lambda w: f"/my/goodbye/{w.left_place.id}",
        allowed=ONLY_HERS,
        refused=404,
    ),
    Rows(endpoint=TERMS + "list_places", path=lambda w: "/my/places", allowed=AMBASSADORS),
    Rows(
        endpoint=TERMS + "choose_place",
        method="POST",
        path=lambda w: f"/my/places/{w.ambassador.id}",
        allowed=ONLY_HERS,
    ),
]
