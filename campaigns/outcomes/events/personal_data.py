"""A seat belongs to whoever sits on it; what they say of an ambassador is forgotten."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select, update

from ambassadors.models import Ambassador, Cohort
from campaigns.models import Participation
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.models import Outcome
from core.db import db
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> list[Held]:
    """Tell nothing more: what came of it is told of its outcomes."""
    return []


def erase(person: Person) -> None:
    """Take the name out of guests' answers to who told them."""
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
    "events",
    title=_l("Events"),
    tables=[],
    tell=tell,
    erase=erase,
)
exempt(Event, "the organisation's own words about an event")
exempt(SignUp, "a guest's seat, theirs to cancel; deleted when the event is over")
