"""Mails about one's own terms, each in its reader's language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.models import Ambassador
from ambassadors.terms.operations import UNDO
from core import mail
from core.db import utcnow
from core.formats import format_date


def send_farewell(ambassador: Ambassador) -> None:
    """Queue the mail that says what remains, and how to undo it."""
    user, cohort = ambassador.user, ambassador.cohort
    with force_locale(user.locale):
        subject = _("Goodbye from %(cohort)s", cohort=cohort.name)
        until = format_date((ambassador.left_at or utcnow()) + UNDO)
        erased_by = format_date(cohort.retention_until)
    mail.write(
        "ambassadors/farewell",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        until=until,
        erased_by=erased_by,
    )
