"""What is held about ambassadors who were asked to remove a picture.

Pictured people need no account: they see, fetch and take back everything on their own page, and
their details have an end of their own (``consents.jobs``).
"""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from core.db import db
from core.personal_data import Held, Person, exempt, register
from media.library.people import models
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal, WithdrawnPicture


def tell(person: Person) -> Iterable[Held]:
    """Tell when somebody was asked to remove a picture."""
    rows = db.session.scalars(
        select(RemovalNotice)
        .where(RemovalNotice.ambassador_id.in_(person.places))
        .order_by(RemovalNotice.created_at, RemovalNotice.id)
    )
    yield Held(
        _l("Pictures you were asked to remove"),
        [{_l("Asked"): one.created_at, _l("You fetched it"): one.fetched_at} for one in rows],
    )


def erase(person: Person) -> None:
    """Leave that somebody was asked, without a name: it proves the withdrawal was passed on."""


register(
    "removals",
    title=_l("Pictures taken back"),
    tables=[RemovalNotice],
    tell=tell,
    erase=erase,
)
exempt(models.Occasion, "what pictures were taken at or for, in the organisation's own words")
exempt(Withdrawal, "proof that a no was passed on; it loses its person when they are erased")
exempt(WithdrawnPicture, "which pictures a withdrawal is about, without people")
PICTURED = "people in pictures have a page of their own for this, and their own end of keeping"
for table in (models.Person, models.PersonLink, models.PersonInAsset, models.Consent):
    exempt(table, PICTURED)
