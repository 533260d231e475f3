"""Forms of recognition: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from ambassadors.recognition.enums import NameShown
from core.forms import SelectChoice

LONGEST_THANKS = 2_000


class NameForm(FlaskForm):
    shown = RadioField(
        _l("What may others see of your name?"),
        choices=[SelectChoice(shown.value, shown.label) for shown in NameShown],
        validators=[InputRequired(_l("Choose what others may see."))],
    )


class ThanksForm(FlaskForm):
    thanks = TextAreaField(
        _l("Your thank-you"),
        description=_l("In your own words. It stands above the way to the diploma in each mail."),
        validators=[Length(max=LONGEST_THANKS)],
    )
    submit = SubmitField(_l("Send thank-you and diploma"))

    def words(self) -> str:
        """Return what was written; it may be nothing."""
        return (self.thanks.data or "").strip()
