"""Mails about signing in somewhere else."""

from flask_babel import lazy_gettext as _l

from accounts.models import User
from core import mail


def tell_of_link(user: User, provider: str, *, added: bool) -> None:
    """Tell a person that they can, or can no longer, sign in through another provider."""
    mail.write(
        "accounts/external",
        to=user.email,
        locale=user.locale,
        subject=(
            _l("You can now sign in with %(provider)s", provider=provider)
            if added
            else _l("You can no longer sign in with %(provider)s", provider=provider)
        ),
        name=user.first_name,
        organisation_name=mail.PRODUCT,
    )
