"""Mails at the turn of the season, each in its reader's language."""

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.models import User
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador
from ambassadors.seasons.models import Alumnus, SeasonEnd
from ambassadors.seasons.tokens import token_of
from core import mail
from core.formats import format_date
from core.languages import localised


def send_thanks(ambassador: Ambassador, end: SeasonEnd) -> None:
    """Queue the thanks to one person, with what happens now."""
    user, cohort = ambassador.user, end.cohort
    with force_locale(user.locale):
        subject = _("Thank you for “%(cohort)s”", cohort=cohort.name)
        until = format_date(cohort.retention_until)
        text = localised(end, "thanks")
    mail.write(
        "ambassadors/season_thanks",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        text=text,
        until=until,
    )


def send_yes_kept(alumnus: Alumnus) -> None:
    """Queue the mail that says what was kept, with the link that takes it back."""
    organisation_name = alumnus.organisation.name
    mail.write(
        "ambassadors/asked_again_yes",
        to=alumnus.email,
        locale=alumnus.locale,
        subject=_l("%(organisation)s may ask you again", organisation=organisation_name),
        name=alumnus.name.split(" ", 1)[0],
        organisation_name=organisation_name,
        token=token_of(alumnus),
    )


def send_asked_again(
    alumnus: Alumnus, invitation: Invitation, token: str, *, sent_by: User
) -> None:
    """Queue the invitation to another season, with the way to be left in peace."""
    cohort = invitation.cohort
    with force_locale(alumnus.locale):
        subject = _("Would you like to join again? %(cohort)s begins", cohort=cohort.name)
        until = format_date(invitation.expires_at)
    mail.write(
        "ambassadors/asked_again",
        to=alumnus.email,
        locale=alumnus.locale,
        subject=subject,
        name=alumnus.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        sent_by=sent_by.name,
        until=until,
        token=token,
        forget=token_of(alumnus),
    )
