"""What shared results hold about a person: who made the link, and whom it was for."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

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
    """Let links end with the account of whoever made them: nobody else answers for them."""
    if person.account:
        db.session.execute(
            delete(SharedResult)
            .where(SharedResult.made_by_id == person.user_id)
            .execution_options(synchronize_session=False)
        )


register(
    "shared_results",
    title=_l("Shared results"),
    tables=[SharedResult],
    tell=tell,
    erase=erase,
    untold=["shared_result.password", "shared_result.token_hash"],
)
