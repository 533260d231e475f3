"""What is held of an ambassador's yes to look-ups, and of what is planned."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from campaigns.models import Participation
from campaigns.posts.measurements.look_ups import operations
from campaigns.posts.measurements.look_ups.models import (
    InstagramGate,
    LookUp,
    LookUpStop,
    LookUpYes,
)
from campaigns.posts.models import Post
from core.db import db
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell whether somebody said yes, and what is looked up next."""
    yeses = db.session.scalars(
        select(LookUpYes)
        .where(LookUpYes.ambassador_id.in_(person.places))
        .order_by(LookUpYes.agreed_at, LookUpYes.id)
    )
    yield Held(
        _l("Your yes to looking up your posts’ public numbers"),
        [{_l("Given"): one.agreed_at, _l("Taken back"): one.withdrawn_at} for one in yeses],
    )
    plans = db.session.scalars(
        select(LookUp)
        .join(LookUp.post)
        .join(Post.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .order_by(LookUp.due_at, LookUp.id)
    )
    yield Held(
        _l("Planned look-ups of your posts"),
        [
            {
                _l("State"): one.state,
                _l("Next"): one.due_at,
                _l("Asked"): one.asked_at,
                _l("In vain because"): one.trouble,
                _l("Tries in vain"): one.tries,
            }
            for one in plans
        ],
    )


def erase(person: Person) -> None:
    """Forget the yes and every plan."""
    operations.forget_plans(person.places)
    db.session.execute(
        delete(LookUpYes)
        .where(LookUpYes.ambassador_id.in_(person.places))
        .execution_options(synchronize_session=False)
    )


register(
    "look_ups",
    title=_l("Look-ups of your posts"),
    tables=[LookUpYes, LookUp],
    tell=tell,
    erase=erase,
)
exempt(LookUpStop, "that an organisation stopped all look-ups")
exempt(InstagramGate, "the installation's pace; nobody's")
