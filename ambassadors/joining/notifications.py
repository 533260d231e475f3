"""Mails about joining, each in its reader's language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.models import User
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador
from core import mail
from core.formats import format_date
from core.languages import localised, with_article


def send_invitation(invitation: Invitation, token: str, *, sent_by: User) -> None:
    """Queue the mail that carries the one-time link."""
    cohort = invitation.cohort
    with force_locale(invitation.locale):
        word = with_article(localised(cohort, "ambassador_word"))
        subject = _(
            "Would you like to join %(organisation)s as %(word)s?",
            word=word,
            organisation=cohort.organisation.name,
        )
        until = format_date(invitation.expires_at)
    mail.write(
        "ambassadors/invitation",
        to=invitation.email,
        locale=invitation.locale,
        subject=subject,
        name=invitation.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        word=word,
        sent_by=sent_by.name,
        until=until,
        token=token,
    )


def send_welcome(ambassador: Ambassador) -> None:
    """Queue the mail that says where to find everything from now on."""
    user, cohort = ambassador.user, ambassador.cohort
    with force_locale(user.locale):
        subject = _("Welcome to %(cohort)s", cohort=cohort.name)
        rhythm = str(ambassador.rhythm.label)
    mail.write(
        "ambassadors/welcome",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        rhythm=rhythm,
        email=user.email,
    )
