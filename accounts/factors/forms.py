"""Forms about the second step."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from accounts.forms import TOO_LONG, tidy

LONGEST_CODE = 40
LONGEST_NAME = 60


class CodeForm(FlaskForm):
    code = StringField(
        _("Six digits from your app"),
        filters=[tidy],
        validators=[
            InputRequired(_("Enter the code your app shows.")),
            Length(max=LONGEST_CODE, message=TOO_LONG),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


class SetUpAppForm(CodeForm):
    """Confirms an app; ``sealed`` is the secret in the making."""

    sealed = HiddenField()


class RecoveryCodeForm(FlaskForm):
    code = StringField(
        _("Recovery code"),
        description=_("One from your list, such as 3f9a-07c2-b1d4."),
        filters=[tidy],
        validators=[
            InputRequired(_("Enter a recovery code.")),
            Length(max=LONGEST_CODE, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class PasskeyForm(FlaskForm):
    """Adds a passkey; the script of the page fills in the browser's answer."""

    name = StringField(
        _("What is this device called?"),
        description=_("So that you know it again, such as “Anna's phone”."),
        filters=[tidy],
        validators=[
            DataRequired(_("Give the passkey a name.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "off"},
    )
    credential = HiddenField()


class AnswerForm(FlaskForm):
    """A passkey's answer; the script of the page fills it in."""

    credential = HiddenField()
    next = HiddenField()
