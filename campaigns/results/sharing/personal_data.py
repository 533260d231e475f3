"""What shared results hold about a person: who made the link, and whom it was for."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from campaigns.results.sharing.models import SharedResult
from core.db import db
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which links somebody made."""
    made = db.session.scalars(
        select(SharedResult)
        .where(SharedResult.made_by_id == person.user_id)
        .order_by(SharedResult.created_at, SharedResult.id)
    )
    yield Held(
        _l("Links to results you made"),
        [
            {_l("For whom"): one.for_whom, _l("Made"): one.created_at, _l("Until"): one.last_day}
            for one in made
        ],
    )


def erase(person: Person) -> None:
    """Leave the links, which are the organisation's, without the name of who made them."""
    if person.account:
        db.session.execute(
            update(SharedResult)
            .where(SharedResult.made_by_id == person.user_id)
            .values(made_by_id=None)
            .execution_options(synchronize_session=False)
        )


register(
    "shared_results", title=_l("Shared results"), tables=[SharedResult], tell=tell, erase=erase
)
