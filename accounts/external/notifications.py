"""Mails about signing in somewhere else."""

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.models import User
from core import mail

PRODUCT = "Tillid"


def tell_of_link(user: User, provider: str, *, added: bool) -> None:
    """Tell a person that they can, or can no longer, sign in through another provider."""
    with force_locale(user.locale):
        subject = (
            _("You can now sign in with %(provider)s", provider=provider)
            if added
            else _("You can no longer sign in with %(provider)s", provider=provider)
        )
    body = mail.render(
        "accounts/external",
        user.locale,
        name=user.first_name,
        organisation_name=PRODUCT,
        subject=subject,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)
