"""What is held of the numbers of an ambassador's posts."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from campaigns.models import Participation
from campaigns.posts.measurements.labels import NUMBERS, SOURCES
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.standing import value_of
from campaigns.posts.models import Post
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell every number of somebody's posts with its source and time."""
    rows = db.session.scalars(
        select(Measurement)
        .join(Measurement.post)
        .join(Post.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Measurement.post))
        .order_by(Measurement.taken_at, Measurement.id)
    )
    yield Held(
        _l("Numbers of your posts"),
        [
            {
                _l("Post"): one.post.url,
                _l("Read"): one.taken_at,
                _l("Source"): str(SOURCES[one.source]),
                **{words: value_of(one, number) for number, words in NUMBERS.items()},
                _l("Likes are hidden"): one.likes_hidden,
                _l("Taken out"): one.taken_back_at,
            }
            for one in rows
        ],
    )


def erase(person: Person) -> None:
    """Delete the numbers of somebody's posts: they would tell which post it was."""
    parts = select(Participation.id).where(Participation.ambassador_id.in_(person.places))
    posts = select(Post.id).where(Post.participation_id.in_(parts))
    db.session.execute(
        delete(Measurement)
        .where(Measurement.post_id.in_(posts))
        .execution_options(synchronize_session=False)
    )


register(
    "measurements",
    title=_l("Numbers of your posts"),
    tables=[Measurement],
    tell=tell,
    erase=erase,
)
