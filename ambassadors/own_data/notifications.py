"""Mails about one's own data, each in its reader's language. None carries the data itself."""

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.own_data.models import DataCopy
from core import mail
from core.db import utcnow
from core.formats import format_date

PRODUCT = "Tillid"


def send_copy_ready(copy: DataCopy) -> None:
    """Queue the mail that says where to fetch a copy."""
    user = copy.user
    with force_locale(user.locale):
        subject = _("Your data is ready to fetch")
        until = format_date(copy.expires_at or utcnow())
    body = mail.render(
        "ambassadors/copy_ready",
        user.locale,
        name=user.first_name,
        organisation_name=PRODUCT,
        until=until,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_confirmation(user: User, token: str) -> None:
    """Queue the mail with the link that confirms somebody wants to be erased."""
    with force_locale(user.locale):
        subject = _("Confirm that your data is to be erased")
    body = mail.render(
        "ambassadors/confirm_erasure",
        user.locale,
        name=user.first_name,
        organisation_name=PRODUCT,
        token=token,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_season_over(place: Ambassador, *, account_goes: bool) -> None:
    """Queue the mail that says on which day a season's data is erased."""
    user, cohort = place.user, place.cohort
    with force_locale(user.locale):
        day = format_date(cohort.retention_until)
        subject = _("On %(date)s we erase your data from %(cohort)s", date=day, cohort=cohort.name)
    body = mail.render(
        "ambassadors/season_over",
        user.locale,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        day=day,
        account_goes=account_goes,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)
