"""Mails about signing in."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.models import Organisation, User
from core import mail


def _send(
    template: str,
    subject: LazyString,
    user: User,
    *,
    to: str = "",
    organisation_name: str = mail.PRODUCT,
    **context: Any,
) -> None:
    mail.write(
        f"accounts/{template}",
        to=to or user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=organisation_name,
        **context,
    )


def send_reset_link(user: User, token: str) -> None:
    """Send a link with which a forgotten password can be replaced within the hour."""
    _send("reset", _l("A new password for Tillid"), user, token=token)


def send_sign_in_link(user: User, token: str) -> None:
    """Send a link that signs its reader in within ten minutes."""
    _send("sign_in", _l("Your link to sign in"), user, token=token)


def send_email_link(user: User, new_email: str, token: str) -> None:
    """Send a link to a new address, and tell the old one what was asked for."""
    _send("new_email", _l("Use this address from now on?"), user, to=new_email, token=token)
    _send("email_asked", _l("Another address for your account"), user, new_email=new_email)


def send_email_changed(user: User, *, old_email: str) -> None:
    """Tell both addresses that the account has moved from one to the other."""
    for address in (old_email, user.email):
        _send(
            "email_changed",
            _l("Your account has another address"),
            user,
            to=address,
            new_email=user.email,
        )


def send_password_changed(user: User) -> None:
    """Tell a person that their password is another one now."""
    _send("password_changed", _l("Your password has been changed"), user)


def send_place(user: User, organisation: Organisation, *, token: str | None) -> None:
    """Tell a person that they have a place; with ``token`` they choose a password first."""
    if token:
        send_welcome(user, organisation, token=token)
    else:
        send_added(user, organisation)


def send_welcome(user: User, organisation: Organisation, *, token: str) -> None:
    """Send somebody new the one-time link that lets them in."""
    name = organisation.name
    subject = _l("Welcome to the ambassador programme at %(name)s", name=name)
    _send("welcome", subject, user, token=token, organisation_name=name, organisation=organisation)


def send_added(user: User, organisation: Organisation) -> None:
    """Tell somebody who signs in already that they have a place in one more organisation."""
    name = organisation.name
    subject = _l("Will you help at %(name)s?", name=name)
    _send("added", subject, user, organisation_name=name, organisation=organisation)
