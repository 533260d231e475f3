"""Forms of messages: they check shape, operations check rules."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.signals import Subject
from ambassadors.models import Cohort
from core.forms import SelectChoice, filled, no_id_number, stripped

LONGEST_IDEA = 2000
LONGEST_TEXT = 10_000
LONGEST_SUBJECT = 120


class IdeaForm(FlaskForm):
    kind = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(kind.value, kind.label) for kind in IdeaKind],
        default=IdeaKind.IDEA.value,
    )
    text = TextAreaField(
        _l("In your own words"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write a line or two.")),
            Length(max=LONGEST_IDEA),
            no_id_number,
        ],
    )
    submit = SubmitField(_l("Send"))


class ReplyForm(FlaskForm):
    text = TextAreaField(
        _l("Your answer"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write an answer.")),
            Length(max=LONGEST_TEXT),
            no_id_number,
        ],
    )
    submit = SubmitField(_l("Send the answer"))


class AnnouncementForm(FlaskForm):
    announcement_id = HiddenField()
    cohort = SelectField(_l("To whom?"))
    about = SelectField(
        _l("Is it about a campaign?"),
        description=_l("Then it does not go to those who have declined that campaign."),
        default="",
    )
    subject = StringField(
        _l("Subject"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write a subject.")),
            Length(max=LONGEST_SUBJECT),
            no_id_number,
        ],
    )
    body = TextAreaField(
        _l("Text"),
        description=_l("Plain text. A greeting with each person’s name is put before it."),
        filters=[stripped],
        validators=[DataRequired(_l("Write a text.")), Length(max=LONGEST_TEXT), no_id_number],
    )

    def __init__(self, cohorts: list[Cohort], subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cohorts = {str(cohort.id): cohort for cohort in cohorts}
        self.subjects = {str(subject.id): subject for subject in subjects}
        self.about.choices = [
            SelectChoice("", _("No, or about several")),
            *(SelectChoice(key, subject.name) for key, subject in self.subjects.items()),
        ]
        self.cohort.choices = [SelectChoice(key, c.name) for key, c in self.cohorts.items()]
        try:
            self.id_of_page = uuid.UUID(self.announcement_id.data or "")
        except ValueError:
            self.id_of_page = uuid.uuid4()
        self.announcement_id.data = str(self.id_of_page)

    def validate_about(self, field: SelectField) -> None:
        """Refuse a campaign that the chosen cohort has no part in."""
        subject, cohort = self.subject_chosen(), self.cohorts.get(self.cohort.data or "")
        if subject and cohort and cohort.id not in subject.cohorts:
            raise ValidationError(_("That campaign is for others. Choose another."))

    def subject_chosen(self) -> Subject | None:
        """Return what it is about, if that is something one can say no to."""
        return self.subjects.get(self.about.data or "")

    def chosen_cohort(self) -> Cohort:
        """Return the cohort to tell, once validated."""
        return self.cohorts[filled(self.cohort.data)]
