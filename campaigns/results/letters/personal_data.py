"""What the monthly mail holds about a person: the last month they had it for, and their no."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from accounts.models import Membership
from campaigns.results.letters.models import ReaderLetter
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which organisations write to somebody each month."""
    own = db.session.scalars(
        select(ReaderLetter)
        .join(ReaderLetter.membership)
        .where(Membership.user_id == person.user_id)
        .options(joinedload(ReaderLetter.membership).joinedload(Membership.organisation))
        .order_by(ReaderLetter.created_at, ReaderLetter.id)
    )
    yield Held(
        _l("Monthly mail about results"),
        [
            {
                _l("Organisation"): one.membership.organisation.name,
                _l("Last month"): one.month,
                _l("Said no"): one.declined_at,
            }
            for one in own
        ],
    )


def erase(person: Person) -> None:
    """Forget what was sent, with the account; the roles themselves are the accounts room's."""
    if person.account:
        mine = select(Membership.id).where(Membership.user_id == person.user_id)
        db.session.execute(
            delete(ReaderLetter)
            .where(ReaderLetter.membership_id.in_(mine))
            .execution_options(synchronize_session=False)
        )


register(
    "reader_letters",
    title=_l("Monthly mail about results"),
    tables=[ReaderLetter],
    tell=tell,
    erase=erase,
)
