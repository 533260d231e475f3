"""Forms of how kits are received."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from core.forms import SelectChoice, stripped
from media.kits.reception.enums import FeedbackKind
from media.kits.reception.models import KitFeedback

MOST_WORDS = 500


class FeedbackForm(FlaskForm):
    kind = RadioField(
        _l("What do you say?"),
        choices=[SelectChoice(kind.value, kind.label) for kind in FeedbackKind],
        validators=[InputRequired(_l("Choose what you think of the kit."))],
    )
    words = TextAreaField(
        _l("In your own words"),
        filters=[stripped],
        validators=[
            Length(max=MOST_WORDS, message=_l("Write at most %(max)d letters.")),
        ],
        description=_l("Only if you like. Your organiser reads it, and nobody else."),
    )


def feedback_form(said: KitFeedback | None) -> FeedbackForm:
    """Return the form, filled in with what was said before."""
    values = {"kind": said.kind.value, "words": said.words} if said else {}
    return FeedbackForm(data=values)
