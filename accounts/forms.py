"""Forms about signing in, one's own account, an organisation and its people."""

import uuid
from typing import Any, cast

from flask_babel import lazy_gettext as _
from flask_security import (
    ChangePasswordForm as SecurityChangePasswordForm,
)
from flask_security import LoginForm, VerifyForm
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
)

from accounts import passwords
from accounts.enums import Role, TokenScope
from accounts.labels import ROLE_LABELS, SCOPE_LABELS
from accounts.models import User
from accounts.trail import noting
from core.forms import SelectChoice, TicksField
from core.languages import LANGUAGES
from core.web import same_site_path

TOO_LONG = _("That is too long.")
LONGEST_EMAIL = 254
PASSWORD_HINT = _("At least 12 characters. Three or four words in a row are easy to remember.")


def tidy(text: str | None) -> str | None:
    """Return a typed line without the spaces around it and without invisible characters."""
    if text is None:
        return None
    return "".join(c for c in text if c.isprintable() or c in "\n\r\t").strip()


def tidy_line(text: str | None) -> str | None:
    """Return what can only be one line as one line."""
    return text and " ".join((tidy(text) or "").split())


def _email_field(**options: Any) -> EmailField:
    return EmailField(
        _("E-mail address"),
        filters=[tidy],
        validators=[
            DataRequired(_("Enter an e-mail address.")),
            Length(max=LONGEST_EMAIL, message=TOO_LONG),
            Email(_("Enter an e-mail address in full, such as anna@example.dk.")),
        ],
        **options,
    )


def _name_field(label: Any, missing: Any, **options: Any) -> StringField:
    return StringField(
        label,
        filters=[tidy_line],
        validators=[DataRequired(missing), Length(max=120, message=TOO_LONG)],
        **options,
    )


def _new_password_field() -> PasswordField:
    return PasswordField(
        _("New password"),
        description=PASSWORD_HINT,
        validators=[InputRequired(_("Enter a password."))],
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(LoginForm):
    email = EmailField(
        _("E-mail address"),
        filters=[tidy],
        validators=[InputRequired(), Length(max=LONGEST_EMAIL), Email()],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _("Password"),
        validators=[InputRequired(), Length(max=passwords.LONGEST_TYPED)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.remember, self.submit
        self.password.description = ""
        self.next.data = same_site_path(self.next.data, fallback="")
        self.email.data = self.email.data and self.email.data.lower()

    def validate(self, **kwargs: Any) -> bool:
        """Check the password; only a few are checked at a time, so that many cannot stop us."""
        with passwords.few_at_a_time:
            is_right = bool(super().validate(**kwargs))
        if not is_right:
            noting.note_failed_sign_in(cast(User | None, self.user))
        return is_right


class AskForLinkForm(FlaskForm):
    email = _email_field(render_kw={"autocomplete": "username", "inputmode": "email"})
    next = HiddenField()


class PressForm(FlaskForm):
    """Nothing to fill in: a button, with the token that says it was pressed on our page."""


class NewPasswordForm(FlaskForm):
    """Asks once: a field that can be shown while it is typed is less to get wrong than two."""

    password = _new_password_field()


class ConfirmForm(VerifyForm):
    password = PasswordField(
        _("Your password"),
        validators=[InputRequired(_("Enter your password.")), Length(max=passwords.LONGEST_TYPED)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.submit
        self.next.data = same_site_path(self.next.data, fallback="/account")

    def validate(self, **kwargs: Any) -> bool:
        """Check the password; only a few are checked at a time, so that many cannot stop us."""
        with passwords.few_at_a_time:
            return bool(super().validate(**kwargs))


class NewEmailForm(FlaskForm):
    email = _email_field(render_kw={"autocomplete": "email", "inputmode": "email"})


class ChangePasswordForm(SecurityChangePasswordForm):
    password = PasswordField(_("Your password now"), render_kw={"autocomplete": "current-password"})
    new_password = _new_password_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.new_password_confirm, self.submit


class FirstNameForm(FlaskForm):
    name = _name_field(_("Your name"), _("Enter your name."), render_kw={"autocomplete": "name"})


class FirstPasswordForm(FirstNameForm):
    password = _new_password_field()


class AccountForm(FlaskForm):
    name = _name_field(_("Your name"), _("Enter your name."), render_kw={"autocomplete": "name"})
    locale = SelectField(
        _("Language"),
        description=_("In mails to you, and on new devices."),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


def _roles_field() -> TicksField:
    return TicksField(
        _("Roles"),
        choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()],
        coerce=Role,
        validators=[InputRequired(_("Choose at least one role."))],
    )


def as_id(value: uuid.UUID | str) -> uuid.UUID:
    """Return an id, as it stands in the database or as it was sent."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


class RolesForm(FlaskForm):
    roles = _roles_field()
    campaigns = TicksField(
        _("Which campaigns' results?"),
        description=_("A results reader sees nothing else. Owners and organisers see all of them."),
        coerce=as_id,
    )
    units = TicksField(
        _("Which units' results?"),
        description=_("An area counts with all in it; without a tick, all of them."),
        coerce=as_id,
    )


class AddPersonForm(RolesForm):
    name = _name_field(_("Name"), _("Enter the person's name."), render_kw={"autocomplete": "off"})
    email = _email_field(render_kw={"autocomplete": "off"})


class KeyForm(FlaskForm):
    name = _name_field(
        _("What the key is for"),
        _("Enter what the key is for."),
        description=_("Such as “Our dashboard”, so that you know later which one to withdraw."),
        render_kw={"autocomplete": "off"},
    )
    scope = RadioField(
        _("What it may do"),
        choices=[SelectChoice(scope.value, label) for scope, label in SCOPE_LABELS.items()],
        coerce=TokenScope,
        default=TokenScope.READ_RESULTS,
    )
    days = SelectField(
        _("How long it works"),
        choices=[
            SelectChoice(30, _("A month")),
            SelectChoice(90, _("Three months")),
            SelectChoice(365, _("A year")),
        ],
        coerce=int,
        default=365,
    )
