"""The mail that brings a diploma, in its reader's language."""

from flask_babel import lazy_gettext as _l

from ambassadors.recognition.models import Diploma
from core import mail


def send_diploma(diploma: Diploma, thanks: str = "") -> None:
    """Queue the mail with the way to a diploma, and the organiser's own words of thanks."""
    user, cohort = diploma.ambassador.user, diploma.ambassador.cohort
    mail.write(
        "ambassadors/diploma",
        to=user.email,
        locale=user.locale,
        subject=_l("Thank you – here is your diploma"),
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        thanks=thanks,
    )
