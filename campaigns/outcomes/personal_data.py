"""What outcomes hold about an ambassador."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.models import Goal, Participation
from campaigns.outcomes.models import GoalSource, Outcome
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell what came of somebody's telling, without those it came from."""
    outcomes = db.session.scalars(
        select(Outcome)
        .join(Outcome.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Outcome.goal).joinedload(Goal.campaign))
        .order_by(Outcome.happened_at, Outcome.id)
    )
    yield Held(
        _l("What came of it"),
        [
            {
                _l("Campaign"): localised(outcome.goal.campaign, "name"),
                _l("How far it has come"): outcome.stage,
                _l("How we know"): outcome.source,
                _l("When"): outcome.happened_at,
            }
            for outcome in outcomes
        ],
    )


def erase(person: Person) -> None:
    """Leave the outcomes, which are results and name nobody."""


register(
    "outcomes",
    title=_l("What came of it"),
    tables=[Outcome],
    tell=tell,
    erase=erase,
    untold=["outcome.external_ref"],
    stays={"outcome.external_ref": "a guest's seat or a list's own number"},
)
exempt(GoalSource, "totals by source, without people")
