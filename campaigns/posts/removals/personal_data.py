"""What is held about ambassadors whose posts may show a withdrawn picture."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from campaigns.posts.removals.models import PostRemoval
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which posts somebody was asked to look at, and what became of it."""
    rows = db.session.scalars(
        select(PostRemoval)
        .where(PostRemoval.ambassador_id.in_(person.places))
        .order_by(PostRemoval.created_at, PostRemoval.id)
    )
    yield Held(
        _l("Posts you were asked to remove"),
        [
            {
                _l("Asked"): one.created_at,
                _l("State"): one.state,
                _l("Shows the picture, as you had said"): one.shows,
                _l("Answered"): one.answered_at,
            }
            for one in rows
        ],
    )


def erase(person: Person) -> None:
    """Leave that a post was asked about, without a name; the post itself forgets its address."""


register(
    "post_removals",
    title=_l("Posts to remove"),
    tables=[PostRemoval],
    tell=tell,
    erase=erase,
)
