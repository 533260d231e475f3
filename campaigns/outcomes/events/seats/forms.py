"""Forms of seats: they check shape, operations check rules."""

from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from campaigns.outcomes.events.enums import FieldKind
from campaigns.outcomes.events.models import Event, EventField, SignUp
from core.forms import SelectChoice, no_id_number, stripped
from core.languages import language, localised

LONGEST_ANSWER = 300
YES = "yes"


class SeatForm(FlaskForm):
    """What somebody says about themselves; ``form_for`` adds what the event asks."""

    asked: tuple[EventField, ...] = ()

    name = StringField(
        _l("First name"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter your first name.")), Length(max=80), no_id_number],
    )
    submit = SubmitField(_l("Save"))

    def asked_fields(self) -> list[Field]:
        """Return the form's fields for what the event asks, in its order."""
        return [self[key_of(field)] for field in self.asked]

    def answers(self) -> dict[str, str]:
        """Return what was answered, by the id of what was asked; nothing is kept of a blank."""
        given = {str(field.id): self[key_of(field)].data for field in self.asked}
        return {key: YES if said is True else str(said) for key, said in given.items() if said}


class SignUpForm(SeatForm):
    email = EmailField(
        _l("E-mail"),
        validators=[
            InputRequired(_l("Enter your e-mail address.")),
            Email(_l("Enter an e-mail address such as kim@example.dk")),
            Length(max=254),
        ],
    )
    told_by = StringField(
        _l("Who told you about it?"),
        validators=[Optional(), Length(max=80), no_id_number],
    )
    # Sent only where names were shown to choose from.
    teller = StringField(validators=[Optional(), Length(max=40)])
    code = HiddenField(validators=[Optional(), Length(max=20)])
    # Seen by programs that fill in everything, and by nobody else.
    website = StringField(_l("Leave this empty"), validators=[Optional()])
    submit = SubmitField(_l("Sign me up"))


class MessageForm(FlaskForm):
    shown = RadioField(
        _l("To whom"),
        choices=[
            SelectChoice("coming", _l("Those with a seat")),
            SelectChoice("waiting", _l("Those on the waiting list")),
            SelectChoice("everybody", _l("Both")),
        ],
        default="coming",
        validators=[InputRequired(_l("Choose who the message is for."))],
    )
    subject = StringField(
        _l("Subject"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a subject.")), Length(max=120)],
    )
    text = TextAreaField(
        _l("Message"),
        description=_l("Time, place and the link to their seat are added below it."),
        filters=[stripped],
        validators=[DataRequired(_l("Write a message.")), Length(max=4000)],
    )
    submit = SubmitField(_l("Send the message"))


AnySeatForm = TypeVar("AnySeatForm", bound=SeatForm)


def key_of(field: EventField) -> str:
    """Return the name of the form's field for something an event asks."""
    return f"ask_{field.id.hex}"


def form_for(event: Event, kind: type[AnySeatForm], **values: Any) -> AnySeatForm:
    """Return a form with a field for each thing the event asks, each with its reason."""
    asked = {key_of(field): _field(field) for field in event.fields}
    if kind is SignUpForm and localised(event, "consent"):
        asked["consent"] = BooleanField(
            localised(event, "consent"),
            validators=[InputRequired(_l("Tick the box to go on."))],
        )
    form_class = type(kind.__name__, (kind,), {**asked, "asked": tuple(event.fields)})
    form: AnySeatForm = form_class(**values)
    return form


def answered_form(seat: SignUp) -> SeatForm:
    """Return the form with what somebody said before."""
    said = {key_of(field): seat.answers.get(str(field.id), "") for field in seat.event.fields}
    return form_for(seat.event, SeatForm, data={"name": seat.name, **said})


def _field(field: EventField) -> Field:
    label, why = localised(field, "label"), localised(field, "why")
    needed = InputRequired(_l("Answer this to go on.")) if field.required else Optional()
    if field.kind is FieldKind.TICK:
        return BooleanField(label, description=why, validators=[needed])
    if field.kind is FieldKind.CHOICE:
        shown = options_of(field)
        choices = [
            SelectChoice(key, text) for key, text in zip(field.options_da, shown, strict=True)
        ]
        return RadioField(label, description=why, choices=choices, validators=[needed])
    limit = Length(max=LONGEST_ANSWER)
    return StringField(label, description=why, validators=[needed, limit, no_id_number])


def options_of(field: EventField) -> list[str]:
    """Return the words of a choice in the language in use, as many as there are to choose from."""
    here = field.options_en if language() == "en" else field.options_da
    return here if len(here) == len(field.options_da) else field.options_da
