"""What invitations hold about the one who was invited."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import joinedload

from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador
from core.db import db
from core.languages import LANGUAGES
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell of the invitations to a person, with what was chosen on the way in."""
    invitations = db.session.scalars(
        select(Invitation)
        .where(_about(person))
        .options(joinedload(Invitation.cohort), joinedload(Invitation.unit))
        .order_by(Invitation.created_at, Invitation.id)
    )
    yield Held(
        _l("Invitations"),
        [
            {
                _l("Cohort"): invitation.cohort.name,
                _l("Unit"): invitation.unit.name if invitation.unit else "",
                _l("Name"): invitation.name,
                _l("E-mail"): invitation.email,
                _l("Language of pages and mails"): LANGUAGES.get(
                    invitation.locale, invitation.locale
                ),
                _l("Invited"): invitation.created_at,
                _l("Sent"): invitation.sent_at,
                _l("Times sent"): invitation.times_sent,
                _l("Opened"): invitation.opened_at,
                _l("Accepted"): invitation.accepted_at,
                _l("Withdrawn"): invitation.revoked_at,
                _l("Valid until"): invitation.expires_at,
                _l("Chosen so far"): invitation.draft,
            }
            for invitation in invitations
        ],
    )


def _about(person: Person) -> ColumnElement[bool]:
    """Return the condition for invitations to some places, or to the person wherever it was."""
    cohorts = select(Ambassador.cohort_id).where(Ambassador.id.in_(person.places))
    to_places = or_(
        Invitation.ambassador_id.in_(person.places),
        (Invitation.email == person.email) & Invitation.cohort_id.in_(cohorts),
    )
    return or_(to_places, Invitation.email == person.email) if person.account else to_places


def erase(person: Person) -> None:
    """Delete the invitations."""
    db.session.execute(
        delete(Invitation).where(_about(person)).execution_options(synchronize_session=False)
    )


register(
    "invitations",
    title=_l("Invitations"),
    tables=[Invitation],
    tell=tell,
    erase=erase,
    untold=["invitation.token_hash"],
)
