"""The mail that asks for the next page check."""

from flask_babel import lazy_gettext as _l

from campaigns.results.page_check.models import PageCheck
from core import mail


def remind(check: PageCheck) -> None:
    """Queue a mail to whoever made the last check; nobody else is written to."""
    user = check.made_by
    if user is None:
        return
    mail.write(
        "campaigns/page_check_again",
        to=user.email,
        locale=user.locale,
        subject=_l("Time to look at your page again"),
        name=user.first_name,
        organisation_name=check.organisation.name,
        check=check,
    )
