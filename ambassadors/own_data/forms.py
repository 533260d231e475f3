"""Forms of one's own data: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SubmitField
from wtforms.validators import InputRequired


class EraseForm(FlaskForm):
    understood = BooleanField(
        _l("I know that it cannot be undone"),
        validators=[InputRequired(_l("Tick that you know it cannot be undone."))],
    )
    submit = SubmitField(_l("Go on"))


class ConfirmByPasswordForm(FlaskForm):
    password = PasswordField(
        _l("Your password"),
        description=_l("So that nobody else can do this with your phone."),
        validators=[InputRequired(_l("Enter your password."))],
    )
    submit = SubmitField(_l("Erase my data"))


class ConfirmByLinkForm(FlaskForm):
    submit = SubmitField(_l("Erase my data"))
