"""What files on their way in hold about who sends them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from core.db import db
from core.personal_data import Held, Person, register
from media.library.arrivals import operations
from media.library.arrivals.models import Arrival


def _of(person: Person) -> list[Arrival]:
    if not person.account:
        return []
    sent = select(Arrival).where(Arrival.uploaded_by_id == person.user_id)
    return list(db.session.scalars(sent.order_by(Arrival.created_at, Arrival.id)))


def tell(person: Person) -> Iterable[Held]:
    """Tell of the files somebody is sending or has just sent."""
    yield Held(
        _l("Files you are sending to a library"),
        [
            {
                _l("File"): one.name,
                _l("Begun"): one.created_at,
                _l("What was wrong with it"): one.refusal,
            }
            for one in _of(person)
        ],
    )


def erase(person: Person) -> None:
    """Forget what somebody was sending."""
    for one in _of(person):
        operations.give_up(one)


register(
    "arrivals",
    title=_l("Files on their way"),
    tables=[Arrival],
    tell=tell,
    erase=erase,
    untold=["arrival.fingerprint", "arrival.checksum"],
)
