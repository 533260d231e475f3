"""Mails about consents, in the language of whoever answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.models import Organisation, User
from core import mail
from media.library.people import age
from media.library.people.channels import channel_names
from media.library.people.consents.queries import RunningOut
from media.library.people.models import Consent, Person


def send_question(person: Person, token: str, *, to: str, on: date) -> None:
    """Queue the mail that asks somebody, or their guardian, about pictures."""
    is_guardian = age.needs_guardian(person, on)
    _send(
        "media/consent_question",
        person,
        to=to,
        subject=_l("May we use a picture of %(name)s?", name=person.name)
        if is_guardian
        else _l("May we use a picture of you?"),
        is_guardian=is_guardian,
        own_age=age.answers_from(person.organisation),
        token=token,
    )


def send_receipt(person: Person, consent: Consent, token: str, *, to: str) -> None:
    """Queue the receipt of a yes, with the link that takes it back."""
    _send(
        "media/consent_given",
        person,
        to=to,
        subject=_l("Thank you: this is what you said yes to"),
        consent=consent,
        token=token,
    )


def confirm_no(person: Person, token: str, *, to: str) -> None:
    """Queue the mail that confirms a no, with the link where it can be changed."""
    _send(
        "media/consent_refused",
        person,
        to=to,
        subject=_l("We have noted your no"),
        token=token,
    )


def send_reminder(person: Person, consent: Consent, token: str, *, to: str) -> None:
    """Queue the mail that asks again before a yes runs out."""
    _send(
        "media/consent_reminder",
        person,
        to=to,
        subject=_l("Your yes to pictures ends soon"),
        consent=consent,
        token=token,
    )


def tell_guardian(person: Person, consent: Consent) -> None:
    """Queue the note to a guardian that a young person has said yes themselves."""
    if person.guardian_email:
        _send(
            "media/consent_of_young",
            person,
            to=person.guardian_email,
            subject=_l("%(name)s has said yes to pictures", name=person.name),
            consent=consent,
        )


def _send(template: str, person: Person, *, to: str, subject: LazyString, **context: Any) -> None:
    is_person = to == person.email
    mail.write(
        template,
        to=to,
        locale=person.locale,
        subject=subject,
        name=(person.name if is_person else person.guardian_name).partition(" ")[0],
        person=person,
        is_person=is_person,
        organisation_name=person.organisation.name,
        contact=person.organisation.contact,
        channel_names=channel_names,
        **context,
    )


def tell_organiser(user: User, organisation: Organisation, found: Sequence[RunningOut]) -> None:
    """Queue the note to an organiser whose yes ends soon, and who has no address to ask at."""
    mail.write(
        "media/consents_running_out",
        to=user.email,
        locale=user.locale,
        subject=_l("Consents that end soon"),
        name=user.first_name,
        organisation_name=organisation.name,
        slug=organisation.slug,
        found=found,
    )
