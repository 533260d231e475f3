"""Mails about one's own data, each in its reader's language. None carries the data itself."""

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.own_data.models import DataCopy
from core import mail
from core.db import utcnow
from core.formats import format_date


def send_copy_ready(copy: DataCopy) -> None:
    """Queue the mail that says where to fetch a copy."""
    user = copy.user
    with force_locale(user.locale):
        subject = _("Your data is ready to fetch")
        until = format_date(copy.expires_at or utcnow())
    mail.write(
        "ambassadors/copy_ready",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=mail.PRODUCT,
        until=until,
    )


def send_confirmation(user: User, token: str) -> None:
    """Queue the mail with the link that confirms somebody wants to be erased."""
    mail.write(
        "ambassadors/confirm_erasure",
        to=user.email,
        locale=user.locale,
        subject=_l("Confirm that your data is to be erased"),
        name=user.first_name,
        organisation_name=mail.PRODUCT,
        token=token,
    )


def send_season_over(place: Ambassador, *, account_goes: bool) -> None:
    """Queue the mail that says on which day a season's data is erased."""
    user, cohort = place.user, place.cohort
    with force_locale(user.locale):
        day = format_date(cohort.retention_until)
        subject = _("On %(date)s we erase your data from %(cohort)s", date=day, cohort=cohort.name)
    mail.write(
        "ambassadors/season_over",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        day=day,
        account_goes=account_goes,
    )
