"""Forms of events: they check shape, operations check rules."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeLocalField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional

from campaigns.forms import YEARS, stripped
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.operations import EventTexts
from core.formats import local, zone
from core.forms import SelectChoice, filled
from media.library.models import Asset


class SignUpForm(FlaskForm):
    name = StringField(
        _l("First name"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter your first name")), Length(max=80)],
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
        validators=[Optional(), Length(max=80)],
    )
    code = HiddenField(validators=[Optional(), Length(max=20)])
    submit = SubmitField(_l("Sign me up"))


class EventForm(FlaskForm):
    pictures: dict[str, Asset]

    title_da = StringField(
        _l("Title in Danish"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a title")), Length(max=120)],
    )
    title_en = StringField(_l("Title in English"), validators=[Length(max=120)])
    description_da = TextAreaField(
        _l("What happens there, in Danish"),
        description=_l("Speak to one person: what do they see, taste, try?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write a few lines about the event")), Length(max=4000)],
    )
    description_en = TextAreaField(
        _l("What happens there, in English"), validators=[Length(max=4000)]
    )
    place = StringField(
        _l("Where"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the place")), Length(max=200)],
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
    picture = RadioField(_l("Picture"), validators=[Optional()], validate_choice=False)
    submit = SubmitField(_l("Save the event"))

    def validate_starts_at(self, field: DateTimeLocalField) -> None:
        """Refuse a year mistyped: 0206 for 2026."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))

    def validate_ends_at(self, field: DateTimeLocalField) -> None:
        """Refuse times in the wrong order."""
        if field.data and self.starts_at.data and field.data <= self.starts_at.data:
            raise ValidationError(_("It must end after it starts."))
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))

    @classmethod
    def for_event(cls, event: Event | None, pictures: Sequence[Asset]) -> "EventForm":
        """Return the form filled with an event's texts, its times in the zone in use."""
        form = cls(obj=event)
        form.pictures = {str(asset.id): asset for asset in pictures}
        form.picture.choices = [SelectChoice(key, key) for key in ["", *form.pictures]]
        if not form.is_submitted():
            form.picture.data = str(event.picture_id or "") if event else ""
            if event:
                form.starts_at.data = local(event.starts_at).replace(tzinfo=None)
                form.ends_at.data = local(event.ends_at).replace(tzinfo=None)
        return form

    def chosen_picture(self) -> Asset | None:
        """Return the picture chosen from the organisation's own library, if any."""
        return self.pictures.get(self.picture.data or "")

    def texts(self) -> EventTexts:
        """Return what was typed; times are read in the zone in use."""
        return EventTexts(
            title_da=filled(self.title_da.data),
            title_en=(self.title_en.data or "").strip(),
            description_da=filled(self.description_da.data),
            description_en=(self.description_en.data or "").strip(),
            place=filled(self.place.data),
            starts_at=filled(self.starts_at.data).replace(tzinfo=zone()),
            ends_at=filled(self.ends_at.data).replace(tzinfo=zone()),
            capacity=filled(self.capacity.data),
        )
