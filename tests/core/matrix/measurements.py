"""Numbers of posts: hers, the cohort's, a file of them, and how looking them up stands."""

from campaigns.posts.measurements.enums import Source
from campaigns.posts.measurements.models import Measurement
from core.db import db, utcnow
from tests.core.matrix.campaigns import ORGANISERS, OWN
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, World, thing


@thing
def measurement(world: World) -> Measurement:
    made = Measurement(
        post=world.post, source=Source.BY_HAND, taken_at=utcnow(), likes=24, comments=3
    )
    db.session.add(made)
    return made


def _numbers(world: World) -> str:
    return f"/my/log/numbers/{world.post.id}"


ROWS = [
    Rows(
        endpoint="posts_numbers.list_numbers",
        path=lambda w: "/my/log/numbers",
        allowed=AMBASSADORS,
    ),
    *page("posts_numbers.show_numbers", _numbers, OWN, elsewhere=404),
    Rows(
        endpoint="posts_numbers.take_back",
        method="POST",
        path=lambda w: f"{_numbers(w)}/{w.measurement.id}/removal",
        allowed=OWN,
        elsewhere=404,
    ),
    Rows(
        endpoint="posts_measured.list_numbers",
        path=lambda w: f"/o/{w.slug}/posts/numbers",
        allowed=ORGANISERS,
    ),
    *page(
        "posts_measured.show_numbers",
        lambda w: f"/o/{w.slug}/posts/numbers/{w.post.id}",
        ORGANISERS,
    ),
    *page("posts_measured.bring_in", lambda w: f"/o/{w.slug}/posts/numbers/file", ORGANISERS),
    Rows(
        endpoint="posts_measured.confirm_file",
        method="POST",
        path=lambda w: f"/o/{w.slug}/posts/numbers/file/confirmation",
        data=lambda w: {"carried": ""},
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="posts_look_ups.show_choice",
        path=lambda w: "/my/log/look-ups",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="posts_look_ups.agree",
        method="POST",
        path=lambda w: "/my/log/look-ups",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="posts_look_ups.withdraw",
        method="POST",
        path=lambda w: "/my/log/look-ups/removal",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="posts_look_ups.ask_again",
        method="POST",
        path=lambda w: f"/my/log/look-ups/{w.post.id}",
        allowed=OWN,
        elsewhere=404,
    ),
    *page("posts_looking.show_status", lambda w: f"/o/{w.slug}/posts/look-ups", ORGANISERS)[:1],
    Rows(
        endpoint="posts_looking.switch",
        method="POST",
        path=lambda w: f"/o/{w.slug}/posts/look-ups",
        data=lambda w: {"wanted": "stop"},
        allowed=ORGANISERS,
    ),
]
