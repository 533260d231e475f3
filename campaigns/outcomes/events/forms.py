"""Forms of events: they check shape, operations check rules."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from campaigns.forms import YEARS, stripped
from campaigns.models import Campaign
from campaigns.outcomes.events.enums import FieldKind
from campaigns.outcomes.events.labels import KINDS
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.operations import (
    LONGEST_KEPT,
    MOST_OPTIONS,
    EventTexts,
    Question,
)
from core.formats import format_date, local, zone
from core.forms import SelectChoice, filled
from media.library.models import Asset


class EventForm(FlaskForm):
    pictures: dict[str, Asset]
    last_day: date
    usually_kept: int

    title_da = StringField(
        _l("Title in Danish"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a title.")), Length(max=120)],
    )
    title_en = StringField(_l("Title in English"), validators=[Length(max=120)])
    description_da = TextAreaField(
        _l("What happens there, in Danish"),
        description=_l("Speak to one person: what do they see, taste, try?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write a few lines about the event.")), Length(max=4000)],
    )
    description_en = TextAreaField(
        _l("What happens there, in English"), validators=[Length(max=4000)]
    )
    place = StringField(
        _l("Where"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the place.")), Length(max=200)],
    )
    starts_at = DateTimeLocalField(
        _l("Starts"), validators=[InputRequired(_l("Enter when it starts."))]
    )
    ends_at = DateTimeLocalField(_l("Ends"), validators=[InputRequired(_l("Enter when it ends."))])
    capacity = IntegerField(
        _l("Seats"),
        validators=[
            InputRequired(_l("Enter how many seats there are.")),
            NumberRange(1, 100_000, _l("Enter a number from 1 to 100,000.")),
        ],
    )
    has_waiting_list = BooleanField(
        _l("Keep a waiting list when every seat is taken"),
        description=_l("A seat given back goes to whoever has waited longest, with a mail."),
    )
    consent_da = TextAreaField(
        _l("Consent, in Danish"),
        description=_l("Only if you need one: the sentence people must tick to sign up."),
        filters=[stripped],
        validators=[Length(max=500)],
    )
    consent_en = TextAreaField(_l("Consent, in English"), validators=[Length(max=500)])
    kept_days = IntegerField(
        _l("How many days after the event are sign-ups kept?"),
        description=_l(
            "From 1 to 180. Those who sign up are told. Afterwards only numbers are left."
        ),
        validators=[
            Optional(),
            NumberRange(1, LONGEST_KEPT, _l("Write a number of days from 1 to 180.")),
        ],
    )
    picture = RadioField(_l("Picture"), validators=[Optional()], validate_choice=False)
    submit = SubmitField(_l("Save the event"))

    def validate_starts_at(self, field: DateTimeLocalField) -> None:
        """Refuse a year mistyped, 0206 for 2026, and a day when sign-up would have closed."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))
        if field.data and field.data.date() > self.last_day:
            raise ValidationError(
                _(
                    "The campaign ends on %(last)s, and sign-up with it. "
                    "Choose an earlier day, or give the campaign a later last day first.",
                    last=format_date(self.last_day),
                )
            )

    def validate_ends_at(self, field: DateTimeLocalField) -> None:
        """Refuse times in the wrong order."""
        starts_at = self.starts_at.data if self.starts_at.raw_data else None  # not what it was
        if field.data and starts_at and field.data <= starts_at:
            raise ValidationError(_("It must end after it starts."))
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))

    @classmethod
    def for_event(
        cls, event: Event | None, pictures: Sequence[Asset], *, campaign: Campaign
    ) -> "EventForm":
        """Return the form filled with an event's texts, its times in the zone in use.

        Guests of a new event are kept for as long as the organisation has chosen.
        """
        usually = event.kept_days if event else campaign.organisation.sign_ups_kept_days
        form = cls(obj=event, data={"kept_days": usually})
        form.last_day, form.usually_kept = campaign.ends_on, usually
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
            has_waiting_list=bool(self.has_waiting_list.data),
            consent_da=self.consent_da.data or "",
            consent_en=(self.consent_en.data or "").strip(),
            kept_days=self.kept_days.data or self.usually_kept,
        )


class QuestionForm(FlaskForm):
    kind = RadioField(
        _l("How it is answered"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        default=FieldKind.TEXT.value,
        validators=[InputRequired(_l("Choose how it is answered."))],
    )
    label_da = StringField(
        _l("What you ask, in Danish"),
        filters=[stripped],
        validators=[DataRequired(_l("Write what you ask.")), Length(max=120)],
    )
    label_en = StringField(
        _l("What you ask, in English"), filters=[stripped], validators=[Length(max=120)]
    )
    why_da = StringField(
        _l("Why you ask, in Danish"),
        description=_l("It stands beside the field: people answer what they see the point of."),
        filters=[stripped],
        validators=[DataRequired(_l("Write why you ask.")), Length(max=200)],
    )
    why_en = StringField(
        _l("Why you ask, in English"), filters=[stripped], validators=[Length(max=200)]
    )
    options_da = TextAreaField(
        _l("What can be chosen, in Danish"),
        description=_l('One on each line. Only for "one of several".'),
        validators=[Length(max=1000)],
    )
    options_en = TextAreaField(
        _l("What can be chosen, in English"),
        description=_l("In the same order."),
        validators=[Length(max=1000)],
    )
    required = BooleanField(_l("Must be answered"))
    submit = SubmitField(_l("Ask this"))

    def validate_options_da(self, field: TextAreaField) -> None:
        """Refuse a choice of fewer than two or too many, and English that does not match."""
        if self.kind.data != FieldKind.CHOICE:
            return
        options = _lines(field.data)
        if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) < len(options):
            raise ValidationError(
                _("Write 2 to %(most)s different things to choose from.", most=MOST_OPTIONS)
            )
        if (translated := _lines(self.options_en.data)) and len(translated) != len(options):
            raise ValidationError(_("There must be as many in English as in Danish."))

    def question(self) -> Question:
        """Return what was written, once validated."""
        is_choice = self.kind.data == FieldKind.CHOICE
        return Question(
            kind=FieldKind(self.kind.data),
            label_da=filled(self.label_da.data),
            label_en=self.label_en.data or "",
            why_da=filled(self.why_da.data),
            why_en=self.why_en.data or "",
            options_da=_lines(self.options_da.data) if is_choice else [],
            options_en=_lines(self.options_en.data) if is_choice else [],
            required=bool(self.required.data),
        )


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
