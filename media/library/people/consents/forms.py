"""Forms of asking and answering."""

import uuid
from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from core.forms import SelectChoice, TicksField, filled, stripped
from core.languages import localised
from media.library.enums import PictureChannel
from media.library.people import age
from media.library.people.enums import ConsentScope
from media.library.people.models import Occasion, Person, PersonInAsset

CHANNELS = [SelectChoice(one.value, one.label) for one in PictureChannel]
USUALLY_ASKED = [PictureChannel.INSTAGRAM.value, PictureChannel.WEBSITE.value]


def name_of(mark: PersonInAsset) -> str:
    """Return what to call the picture somebody is marked in."""
    return localised(mark.asset, "alt") or mark.asset.original_name


class DatedForm(FlaskForm):
    """A form that knows what day it is."""

    today: date

    def check_last_day(self, last: date) -> None:
        """Take a day from tomorrow until five years from now."""
        if last <= self.today:
            raise ValidationError(_l("Choose a day in the future."))
        if last > self.today + age.LONGEST:
            raise ValidationError(_l("Choose a day within five years, and ask again then."))


class QuestionForm(DatedForm):
    channels = TicksField(
        _l("Where would you like to use the pictures?"),
        choices=CHANNELS,
        validators=[InputRequired(_l("Tick at least one channel."))],
    )
    until = DateField(_l("Counts until"), validators=[InputRequired(_l("Choose the last day."))])

    def validate_until(self, field: DateField) -> None:
        """Take a day that is to come, and not too far away."""
        if field.data:
            self.check_last_day(field.data)


def question_form(person: Person, today: date, *, is_sent: bool = False) -> QuestionForm:
    """Return the form as it was sent, or with what was asked for last."""
    sent = {} if is_sent else {"formdata": None}  # what is sent may be the page's other form
    form = QuestionForm(
        **sent,
        data={
            "channels": person.asked_channels or USUALLY_ASKED,
            "until": age.last_day(
                person, max(person.asked_until or today + age.USUAL, today + age.USUAL), today
            ),
        },
    )
    form.today = today
    return form


class PaperForm(DatedForm):
    offered: set[uuid.UUID]
    agreed_pictures = TicksField(_l("Which pictures is the paper about?"), choices=[])
    signed_by = StringField(
        _l("Which guardian has signed?"), filters=[stripped], validators=[Length(max=120)]
    )
    agreed_channels = TicksField(
        _l("What does the paper say yes to?"),
        choices=CHANNELS,
        validators=[InputRequired(_l("Tick at least one channel."))],
    )
    agreed_until = DateField(
        _l("The paper counts until"), validators=[InputRequired(_l("Choose the last day."))]
    )
    paper = FileField(
        _l("The signed paper"),
        validators=[FileRequired(_l("Choose the picture or the scan of the paper."))],
        description=_l(
            "Only you and your colleagues can see it. A picture (JPEG, PNG, WebP, HEIC or AVIF) or "
            "a scan as PDF."
        ),
        render_kw={"accept": "image/*,.heic,.heif,application/pdf"},
    )

    def offer(self, marks: Iterable[PersonInAsset], *, by_guardian: bool) -> None:
        """Let the pictures be ticked; of one there is no doubt. For a child a guardian signs."""
        found = [one for one in marks if not one.refused_at]
        self.offered = {one.id for one in found}
        self.agreed_pictures.choices = [SelectChoice(str(one.id), name_of(one)) for one in found]
        if len(found) > 1:
            asked = InputRequired(_l("Tick at least one picture."))
            self.agreed_pictures.validators = [asked]
        if by_guardian:
            asked_name = DataRequired(_l("Enter the name of the guardian who has signed."))
            self.signed_by.validators = [asked_name, Length(max=120)]

    @property
    def chosen_pictures(self) -> set[uuid.UUID]:
        """What was ticked, once validated, or the only one there is."""
        return {uuid.UUID(one) for one in self.agreed_pictures.data or ()} or self.offered

    def validate_agreed_until(self, field: DateField) -> None:
        """Take a day that is to come, and not too far away."""
        if field.data:
            self.check_last_day(field.data)


class AnswerForm(FlaskForm):
    pictures = TicksField(_l("Pictures"), choices=[])
    channels = TicksField(
        _l("Which places do you say yes to?"),
        choices=[],
        validators=[InputRequired(_l("Tick at least one place, or say no."))],
    )
    scope = RadioField(_l("Which pictures?"), choices=[], default=ConsentScope.PICTURES.value)
    guardian_name = StringField(_l("Your name"), validators=[Length(max=120)])
    is_guardian = BooleanField(_l("I have parental responsibility"))

    def ask_guardian(self) -> None:
        """Ask for a guardian's name and word as well."""
        self.guardian_name.validators = [
            DataRequired(_l("Enter your name.")),
            Length(max=120),
        ]
        self.is_guardian.validators = [
            DataRequired(_l("Tick that you have parental responsibility."))
        ]

    def offer(
        self, marks: Iterable[PersonInAsset], channels: Iterable[str], occasions: Iterable[Occasion]
    ) -> None:
        """Let the pictures, the channels asked for and their occasions be chosen."""
        self.pictures.choices = [SelectChoice(str(one.id), str(one.id)) for one in marks]
        self.channels.choices = [
            SelectChoice(one.value, one.label) for one in PictureChannel if one.value in channels
        ]
        only = SelectChoice(ConsentScope.PICTURES.value, _l("Only the pictures ticked above"))
        self.scope.choices = [
            only,
            *(
                SelectChoice(
                    str(one.id),
                    _l(
                        "These, and pictures from “%(occasion)s” that are added later",
                        occasion=one.name,
                    ),
                )
                for one in occasions
            ),
        ]

    @property
    def chosen_channels(self) -> list[str]:
        """What was ticked, once validated."""
        return list(filled(self.channels.data))
