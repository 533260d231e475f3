"""Signing in, on Flask-Security: its flows, our tables, words, mail and limits."""

from datetime import timedelta
from typing import Any, cast

from flask import Flask, Response, after_this_request, g, request, session
from flask_login import current_user, user_logged_in, user_logged_out
from flask_security import (
    MailUtil,
    PasswordUtil,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    UserMixin,
    password_changed,
    user_authenticated,
)

from accounts import (
    known_device,
    limits,
    links,
    notifications,
    own_acts,
    passwords,
    places,
    second_step,
    sessions,
)
from accounts.forms import ChangePasswordForm, ConfirmForm, SignInForm
from accounts.models import User
from accounts.trail import noting
from accounts.wording import MESSAGES
from core.access import Audience, View, stamp
from core.db import db, utcnow
from core.settings import Environment

ENDPOINTS = {
    "login": Audience.PUBLIC,
    "logout": Audience.PUBLIC,
    "change_password": Audience.SIGNED_IN,
    "verify": Audience.SIGNED_IN,
}
KEPT_AT_SIGN_IN = ("language", "external_identity")


class Datastore(SQLAlchemyUserDatastore):
    """A new key of the account ends every session and every mailed link."""

    def set_uniquifier(self, user: UserMixin, uniquifier: str | None = None) -> None:
        """Sign a person out everywhere, because what lets them in has changed."""
        super().set_uniquifier(user, uniquifier)
        person = cast(User, user)
        sessions.end_all(person)
        links.end_all(person)


# Flask-Security wants a role table; our roles belong to organisations, so it never reads this one.
datastore = Datastore(db, User, RoleMixin)


class Mailer(MailUtil):
    """Lower-case addresses, and mail through our own queue."""

    def normalize(self, email: str) -> str:
        """Return an address as it is stored."""
        return str(super().normalize(email)).lower()

    def validate(self, email: str) -> str:
        """Return an address as it is stored."""
        return self.normalize(email)

    def send_mail(self, template: str, *_unused: Any, **context: Any) -> None:
        """Queue what Flask-Security wants to say; it is saved with the rest of the request."""
        notifications.send_password_changed(context["user"])
        after_this_request(_save)


class Passwords(PasswordUtil):
    """Our rules for new passwords."""

    def normalize(self, password: str) -> str:
        """Return a password the way it is hashed."""
        return passwords.normalise(password)

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Return what is wrong with a new password, if anything, and the password to hash."""
        user: User = kwargs["user"]
        around = places.names_around(user)
        wrong = passwords.fault(password, own_words=(user.email, user.name, *around))
        return ([wrong] if wrong else None), passwords.normalise(password)


def _save(response: Response) -> Response:
    db.session.commit()
    return response


def start_afresh(app: Flask, user: User) -> None:
    """Keep nothing of the visitor's session, so one planted by somebody else gains nothing.

    Whoever has a second step and has not taken it is not signed in yet.
    """
    sessions.end_this()
    if second_step.is_missing(user):
        _keep_little()
        app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]  # set by flask_login
        second_step.keep_half(user)
        after_this_request(_save)
        return
    own = {key: value for key, value in session.items() if key in {"_user_id", "_fresh"}}
    _keep_little()
    session.update(own)
    session.permanent = True
    session[sessions.KEY] = sessions.begin(user, user_agent=request.user_agent.string)
    user.last_sign_in_at = utcnow()
    known_device.remember(user)
    second_step.lead_to_set_up(user)
    after_this_request(_save)


def record_sign_in(_app: Flask, user: User, *, authn_via: list[str], **_about: object) -> None:
    """Put a whole sign-in on the trail; a new password, too, begins a session anew."""
    if current_user.is_authenticated and "change" not in authn_via:
        own_acts.record(user, "signed_in")


def record_new_password(_app: Flask, user: User, **_about: object) -> None:
    """Put it on the trail; the mail about it sees to the commit."""
    own_acts.record(user, "password_changed")


def leave(_app: Flask, user: User) -> None:
    """End the session, so that a copy of its cookie opens nothing."""
    sessions.end_this()
    _keep_little()
    after_this_request(_save)


def _keep_little() -> None:
    keep = {key: session[key] for key in KEPT_AT_SIGN_IN if key in session}
    session.clear()
    session.update(keep)
    g.pop("csrf_token", None)


# Flask-Security's settings; what is not named here is off.
SETTINGS: dict[str, Any] = {
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": ["argon2"],
    # A digest of the stored hash inside a signed link: quick, since it guards no secret.
    "HASHING_SCHEMES": ["hex_sha256"],
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "CHANGE_URL": "/account/password",
    "VERIFY_URL": "/account/confirmation",
    "POST_CHANGE_VIEW": "accounts_person.show_account",
    "STATIC_FOLDER": None,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    # How long after signing in one may change how one signs in; then one shows again who one is.
    "FRESHNESS": timedelta(minutes=15),
    "FRESHNESS_GRACE_PERIOD": timedelta(0),
    "CACHE_CONTROL": None,  # see limits.keep_link_to_ourselves
    "JOIN_USER_ROLES": False,
    "API_ENABLED_METHODS": ["session"],
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    "CLI_USERS_NAME": "",
    "CLI_ROLES_NAME": "",
    # Its words are looked up beside ours.
    "I18N_DOMAIN": "messages",
    **{f"MSG_{key}": message for key, message in MESSAGES.items()},
}


def listen(app: Flask) -> None:
    """Do our part of what Flask-Login and Flask-Security have just done, and record it."""
    user_logged_in.connect(start_afresh, app)
    user_logged_out.connect(leave, app)
    user_authenticated.connect(record_sign_in, app)
    password_changed.connect(record_new_password, app)
    noting.init_app(app)


def init_app(app: Flask) -> None:
    """Register Flask-Security's views under our addresses, limits and access stamps."""
    testing = app.extensions["settings"].environment is Environment.TESTING
    options = {
        **SETTINGS,
        "I18N_DIRNAME": [f"{app.root_path}/translations"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": passwords.CHEAP_HASHING if testing else passwords.HASHING,
    }
    app.config.from_mapping({f"SECURITY_{key}": value for key, value in options.items()})
    security = Security(
        app,
        datastore,
        mail_util_cls=Mailer,
        password_util_cls=Passwords,
        login_form=SignInForm,
        change_password_form=ChangePasswordForm,
        verify_form=ConfirmForm,
    )
    security.want_json(lambda _request: False)
    # It would look the person up at every request, health checks included; our gates do it
    # where somebody is asked for.
    security.principal.identity_loaders.clear()
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]
    listen(app)
    app.view_functions.update(limits.LIMITED)
    for endpoint, audience in ENDPOINTS.items():
        name = f"security.{endpoint}"
        app.view_functions[name] = stamp(cast(View[[]], app.view_functions[name]), audience)
    app.after_request_funcs.setdefault("security", []).append(limits.keep_link_to_ourselves)
