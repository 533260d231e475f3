"""Forms of the guardian step."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from core.forms import SelectChoice
from core.languages import DEFAULT, LANGUAGES

LANGUAGE_CHOICES = [SelectChoice(code, name) for code, name in LANGUAGES.items()]
LONGEST_NAME = 120


def trimmed(text: str | None) -> str | None:
    """Return what was typed without the space a phone's keyboard adds after an address."""
    return text.strip() if text else text


class GuardianEmailForm(FlaskForm):
    guardian_email = EmailField(
        _l("Your guardian’s e-mail address"),
        description=_l("A parent, or whoever has parental responsibility for you."),
        filters=[trimmed],
        validators=[
            InputRequired(_l("Enter your guardian’s e-mail address.")),
            Email(_l("Enter an e-mail address such as kim@example.dk.")),
            Length(max=254),
        ],
    )
    guardian_locale = SelectField(
        _l("Which language do they read best?"), choices=LANGUAGE_CHOICES, default=DEFAULT
    )


class ApprovalForm(FlaskForm):
    name = StringField(
        _l("Your name"),
        validators=[DataRequired(_l("Enter your name.")), Length(max=LONGEST_NAME)],
    )
    is_guardian = BooleanField(
        _l("I have parental responsibility"),
        validators=[DataRequired(_l("Tick that you have parental responsibility."))],
    )
