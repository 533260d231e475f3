"""Mails about signing in."""

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.models import Organisation, User
from core import mail

PRODUCT = "Tillid"


def send_reset_link(user: User, token: str) -> None:
    """Send a link with which a forgotten password can be replaced within the hour."""
    with force_locale(user.locale):
        subject = _("A new password for Tillid")
    body = mail.render(
        "accounts/reset",
        user.locale,
        name=user.first_name,
        organisation_name=PRODUCT,
        token=token,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_password_changed(user: User) -> None:
    """Tell a person that their password is another one now."""
    with force_locale(user.locale):
        subject = _("Your password has been changed")
    body = mail.render(
        "accounts/password_changed", user.locale, name=user.first_name, organisation_name=PRODUCT
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_place(user: User, organisation: Organisation, *, token: str | None) -> None:
    """Tell a person that they have a place; with ``token`` they choose a password first."""
    if token:
        send_welcome(user, organisation, token=token)
    else:
        send_added(user, organisation)


def send_welcome(user: User, organisation: Organisation, *, token: str) -> None:
    """Send somebody new the one-time link that lets them in."""
    with force_locale(user.locale):
        subject = _("Welcome to the ambassador programme at %(name)s", name=organisation.name)
    body = mail.render(
        "accounts/welcome",
        user.locale,
        name=user.first_name,
        organisation_name=organisation.name,
        token=token,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_added(user: User, organisation: Organisation) -> None:
    """Tell somebody who signs in already that they have a place in one more organisation."""
    with force_locale(user.locale):
        subject = _("You can now help at %(name)s", name=organisation.name)
    body = mail.render(
        "accounts/added",
        user.locale,
        name=user.first_name,
        organisation_name=organisation.name,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)
