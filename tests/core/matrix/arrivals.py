"""Files that are sent to the library in pieces."""

from core.db import db
from media.library.arrivals.models import Arrival
from tests.core.permission_matrix import Rows
from tests.core.world import Who, World, thing

KEEPERS = frozenset({Who.ORGANISER, Who.OWNER})


@thing
def arrival(world: World) -> Arrival:
    found = Arrival(
        organisation_id=world.organisation.id,
        uploaded_by_id=world.people[Who.ORGANISER].id,
        name="a.jpg",
        byte_size=3,
        fingerprint="0",
    )
    db.session.add(found)
    return found


def arrival_path(world: World, rest: str) -> str:
    return f"/o/{world.slug}/library/arrivals/{world.arrival.id}/{rest}"


ROWS = [
    Rows(
        endpoint="arrivals.begin",
        method="POST",
        path=lambda w: f"/o/{w.slug}/library/arrivals",
        data=lambda w: {"name": "a.jpg", "byte_size": "3", "modified": "1"},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="arrivals.take_piece",
        method="POST",
        path=lambda w: arrival_path(w, "0"),
        allowed=frozenset({Who.ORGANISER}),
        says={Who.OWNER: 404},  # nobody goes on with somebody else's file
    ),
    Rows(
        endpoint="arrivals.end",
        method="POST",
        path=lambda w: arrival_path(w, "end"),
        data=lambda w: {"unit": ""},
        allowed=frozenset({Who.ORGANISER}),
        answers=frozenset({409}),  # its pieces are not here
        says={Who.OWNER: 404},
    ),
]
