"""What the end of a season holds about people: a thank-you, and a yes to being asked again."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import joinedload

from ambassadors.seasons.models import Alumnus, SeasonEnd, ThankYou
from core.db import db
from core.languages import LANGUAGES
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell who may ask somebody again, and when they were thanked."""
    yes = db.session.scalars(
        select(Alumnus)
        .where(_theirs(person))
        .options(joinedload(Alumnus.organisation), joinedload(Alumnus.cohort))
        .order_by(Alumnus.said_yes_at, Alumnus.id)
    )
    yield Held(
        _l("You may be asked again"),
        [
            {
                _l("Organisation"): one.organisation.name,
                _l("Cohort"): one.cohort.name if one.cohort else "",
                _l("Name"): one.name,
                _l("E-mail"): one.email,
                _l("Language"): LANGUAGES.get(one.locale, one.locale),
                _l("You said yes"): one.said_yes_at,
                _l("Asked again"): one.asked_again_at,
            }
            for one in yes
        ],
    )
    thanks = select(ThankYou.created_at).where(ThankYou.ambassador_id.in_(person.places))
    yield Held(
        _l("Thanks sent to you"),
        [{_l("When"): at} for at in db.session.scalars(thanks.order_by(ThankYou.created_at))],
    )


def _theirs(person: Person) -> ColumnElement[bool]:
    return or_(Alumnus.user_id == person.user_id, Alumnus.email == person.email.lower())


def erase(person: Person) -> None:
    """Forget the thanks, and the yes when the wish to be erased is the person's own.

    When a season's day has come, a yes stays: that is what it was said for.
    """
    db.session.execute(delete(ThankYou).where(ThankYou.ambassador_id.in_(person.places)))
    if person.own_wish:
        db.session.execute(delete(Alumnus).where(_theirs(person)))


register(
    "asked-again",
    title=_l("You may be asked again"),
    tables=[Alumnus, ThankYou],
    tell=tell,
    erase=erase,
)
exempt(SeasonEnd, "the organisation's thanks to a whole cohort")
