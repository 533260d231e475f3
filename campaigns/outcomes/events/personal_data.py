"""A seat belongs to whoever sits on it; what they say of an ambassador is forgotten."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select, update

from ambassadors.models import Ambassador, Cohort
from campaigns.models import Participation
from campaigns.outcomes.events.models import Event, EventField, EventImpression, SignUp
from core.db import db
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> list[Held]:
    """Tell nothing more: what came of it is told of its outcomes."""
    return []


def erase(person: Person) -> None:
    """Take the name out of guests' answers to who told them."""
    events = (
        select(Event.id)
        .join(Cohort, Cohort.organisation_id == Event.organisation_id)
        .join(Ambassador, Ambassador.cohort_id == Cohort.id)
        .where(Ambassador.id.in_(person.places))
    )
    parts = select(Participation.id).where(Participation.ambassador_id.in_(person.places))
    typed = select(SignUp.id, SignUp.told_by).where(
        SignUp.told_by != "", SignUp.event_id.in_(events)
    )
    # By Python's rules, since SQLite knows capital letters of English only.
    name = person.name.casefold()
    said = db.session.execute(typed)
    named = [seat for seat, words in said if name and name in words.casefold()]
    db.session.execute(
        update(SignUp)
        .where(SignUp.told_by != "", or_(SignUp.participation_id.in_(parts), SignUp.id.in_(named)))
        .values(told_by="")
        .execution_options(synchronize_session=False)
    )


register(
    "events",
    title=_l("Events"),
    tables=[],
    tell=tell,
    erase=erase,
)
exempt(Event, "the organisation's own words about an event")
exempt(SignUp, "a guest's seat, theirs to cancel; deleted when the event is over")
exempt(EventField, "what the organisation asks at sign-up")
exempt(EventImpression, "totals of what people thought, without people")
