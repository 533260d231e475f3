"""The mail that brings a diploma, in its reader's language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.recognition.models import Diploma
from core import mail


def send_diploma(diploma: Diploma, thanks: str = "") -> None:
    """Queue the mail with the way to a diploma, and the organiser's own words of thanks."""
    user, cohort = diploma.ambassador.user, diploma.ambassador.cohort
    with force_locale(user.locale):
        subject = _("Thank you – here is your diploma")
    body = mail.render(
        "ambassadors/diploma",
        user.locale,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        thanks=thanks,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)
