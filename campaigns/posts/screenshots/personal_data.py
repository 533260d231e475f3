"""Screenshots of posts: told to whoever sent them, and gone with them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from campaigns.models import Participation
from campaigns.posts.models import Post
from campaigns.posts.screenshots.models import Screenshot
from campaigns.posts.screenshots.queries import keys_of
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which screenshots somebody sent; the pictures come along."""
    found = _screenshots(person)
    yield Held(
        _l("Screenshots of your posts"),
        [{_l("When"): one.created_at, _l("Not used because"): one.refusal} for one in found],
        files={f"screenshot-{number}": key for number, key in enumerate(keys_of(found), 1)},
    )


def _screenshots(person: Person) -> list[Screenshot]:
    return list(
        db.session.scalars(
            select(Screenshot)
            .join(Screenshot.post)
            .join(Post.participation)
            .where(Participation.ambassador_id.in_(person.places))
            .order_by(Screenshot.created_at, Screenshot.id)
        )
    )


def erase(person: Person) -> list[str]:
    """Delete the screenshots; return the keys of their files."""
    found = _screenshots(person)
    keys = keys_of(found)
    for one in found:
        db.session.delete(one)
    return keys


register(
    "screenshots",
    title=_l("Screenshots of your posts"),
    tables=[Screenshot],
    tell=tell,
    erase=erase,
    untold=["screenshot.checksum", "screenshot.original_key", "screenshot.storage_key"],
)
