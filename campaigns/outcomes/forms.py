"""Forms of events: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeLocalField,
    EmailField,
    HiddenField,
    IntegerField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional


class SignUpForm(FlaskForm):
    name = StringField(
        _l("First name"), validators=[InputRequired(_l("Enter your first name")), Length(max=80)]
    )
    email = EmailField(
        _l("E-mail"),
        validators=[
            InputRequired(_l("Enter your e-mail address")),
            Email(_l("Enter an e-mail address such as kim@example.dk")),
            Length(max=254),
        ],
    )
    told_by = StringField(
        _l("Who told you about it?"),
        description=_l("You may leave this blank."),
        validators=[Optional(), Length(max=80)],
    )
    code = HiddenField(validators=[Optional(), Length(max=20)])
    submit = SubmitField(_l("Sign me up"))


class EventForm(FlaskForm):
    title_da = StringField(
        _l("Title in Danish"), validators=[InputRequired(_l("Enter a title")), Length(max=120)]
    )
    title_en = StringField(_l("Title in English"), validators=[Length(max=120)])
    description_da = TextAreaField(
        _l("What happens there, in Danish"),
        description=_l("Speak to one person: what do they see, taste, try?"),
        validators=[InputRequired(_l("Write a few lines about the event")), Length(max=4000)],
    )
    description_en = TextAreaField(
        _l("What happens there, in English"), validators=[Length(max=4000)]
    )
    place = StringField(
        _l("Where"), validators=[InputRequired(_l("Enter the place")), Length(max=200)]
    )
    starts_at = DateTimeLocalField(
        _l("Starts"), validators=[InputRequired(_l("Enter when it starts"))]
    )
    ends_at = DateTimeLocalField(_l("Ends"), validators=[InputRequired(_l("Enter when it ends"))])
    capacity = IntegerField(
        _l("Seats"),
        validators=[
            InputRequired(_l("Enter how many seats there are")),
            NumberRange(1, 100_000, _l("Enter a number from 1 to 100,000")),
        ],
    )
    submit = SubmitField(_l("Save the event"))
