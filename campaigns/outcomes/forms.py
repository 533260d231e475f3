"""Forms about single outcomes: putting one right, and typing one in."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from campaigns.labels import goal_name
from campaigns.models import Campaign, Goal
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.dates import EARLIEST
from campaigns.outcomes.labels import CHOSEN, STAGES
from campaigns.outcomes.standing import countable
from core.db import utcnow
from core.formats import local
from core.forms import SelectChoice, no_id_number, stripped

LONGEST_REASON = 300
LONGEST_NUMBER = 80


def _stages() -> list[SelectChoice]:
    return [SelectChoice(stage.value, STAGES[stage]) for stage in CHOSEN]


class CorrectionForm(FlaskForm):
    stage = RadioField(_l("How far it got"), choices=_stages)
    code = StringField(
        _l("Ambassador’s code"),
        description=_l("Of whoever told. Empty means that no ambassador is named."),
        filters=[stripped],
        validators=[Length(max=40)],
    )
    reason = TextAreaField(
        _l("Why is it put right?"),
        description=_l("One sentence, without anybody’s name. It stays beside the number."),
        filters=[stripped],
        validators=[
            InputRequired(_l("Write why, so that others can follow it.")),
            Length(max=LONGEST_REASON),
            no_id_number,
        ],
    )
    submit = SubmitField(_l("Put it right"))


class ByHandForm(FlaskForm):
    goal = SelectField(_l("What does it count?"))
    reference = StringField(
        _l("Your own number"),
        description=_l("Of the order or the registration; it keeps it from being counted twice."),
        filters=[stripped],
        validators=[
            InputRequired(_l("Write a number of your own.")),
            Length(max=LONGEST_NUMBER),
            no_id_number,
        ],
    )
    code = StringField(
        _l("Ambassador’s code"),
        description=_l("Empty when no ambassador is named."),
        filters=[stripped],
        validators=[Length(max=40)],
    )
    stage = RadioField(_l("How far it got"), choices=_stages, default=Stage.SIGNED_UP.value)
    day = DateField(_l("When"), validators=[InputRequired(_l("Choose the day."))])
    submit = SubmitField(_l("Count it"))

    @classmethod
    def of(cls, campaign: Campaign) -> "ByHandForm":
        """Return the form with the goals of a campaign that can be counted."""
        form = cls()
        goals = countable(campaign.goals)
        form.goal.choices = [SelectChoice(str(one.id), goal_name(one)) for one in goals]
        return form

    def validate_day(self, field: DateField) -> None:
        """Refuse a day that is still to come, and a year mistyped: 0206 for 2026."""
        if isinstance(field.data, date) and field.data > local(utcnow()).date():
            raise ValidationError(_("This day is still to come."))
        if isinstance(field.data, date) and field.data < EARLIEST:
            raise ValidationError(_("Look at the year once more."))

    def chosen_goal(self, campaign: Campaign) -> Goal:
        """Return the goal that was chosen."""
        return next(one for one in campaign.goals if str(one.id) == self.goal.data)
