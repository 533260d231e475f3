"""What outcomes hold about an ambassador. Seats at an event belong to those who sit on them."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import joinedload

from ambassadors.models import Ambassador, Cohort
from campaigns.models import Goal, Participation
from campaigns.outcomes.models import Event, GoalSource, Outcome, SignUp
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
    """Leave the outcomes, which are results; guests' answers to who told them lose the name."""
    told = db.session.execute(
        select(Outcome.external_ref)
        .join(Participation, Participation.id == Outcome.participation_id)
        .where(Participation.ambassador_id.in_(person.places))
    )
    seats = [uuid.UUID(reference) for (reference,) in told if _is_seat(reference)]
    events = (
        select(Event.id)
        .join(Cohort, Cohort.organisation_id == Event.organisation_id)
        .join(Ambassador, Ambassador.cohort_id == Cohort.id)
        .where(Ambassador.id.in_(person.places))
    )
    by_link = SignUp.id.in_(seats)
    by_name = (func.lower(SignUp.told_by) == person.name.lower()) & SignUp.event_id.in_(events)
    db.session.execute(
        update(SignUp)
        .where(SignUp.told_by != "", or_(by_link, by_name))
        .values(told_by="")
        .execution_options(synchronize_session=False)
    )


def _is_seat(reference: str) -> bool:
    """Say whether an outcome came from a seat here; others carry somebody else's reference."""
    try:
        uuid.UUID(reference)
    except ValueError:
        return False
    return True


register(
    "outcomes",
    title=_l("What came of it"),
    tables=[Outcome],
    tell=tell,
    erase=erase,
    untold=["outcome.external_ref"],
    stays={"outcome.external_ref": "a guest's seat or a list's own number"},
)
exempt(Event, "the organisation's own words about an event")
exempt(SignUp, "a guest's seat, theirs to cancel; deleted when the event is over")
exempt(GoalSource, "totals by source, without people")
