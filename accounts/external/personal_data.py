"""What a sign-in elsewhere holds about its person."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from accounts.external.models import ExternalIdentity
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell where else the person signs in, and as whom."""
    own = select(ExternalIdentity).where(ExternalIdentity.user_id == person.user_id)
    yield Held(
        _l("Where else you sign in"),
        [
            {
                _l("Provider"): identity.issuer,
                _l("What it calls you"): identity.label,
                _l("Its name for you"): identity.subject,
                _l("Connected"): identity.created_at,
                _l("Last used"): identity.last_used_at,
            }
            for identity in db.session.scalars(
                own.order_by(ExternalIdentity.created_at, ExternalIdentity.id)
            )
        ],
    )


def erase(person: Person) -> None:
    """Delete it with the account."""
    if person.account:
        db.session.execute(
            delete(ExternalIdentity).where(ExternalIdentity.user_id == person.user_id)
        )


register(
    "external-sign-in",
    title=_l("Signing in elsewhere"),
    tables=[ExternalIdentity],
    tell=tell,
    erase=erase,
)
