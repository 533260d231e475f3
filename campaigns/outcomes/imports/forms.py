"""Forms of bringing a list of outcomes in: the list, what its columns hold, and its fix list."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, SubmitField
from wtforms.validators import ValidationError

from campaigns.labels import goal_name
from campaigns.models import Campaign, Goal
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.enums import Column
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.imports.reading import LIMITS
from campaigns.outcomes.labels import CHOSEN, STAGES
from campaigns.outcomes.standing import countable
from core.forms import SelectChoice
from core.list_forms import ColumnsForm, ListForm


def _stages() -> list[SelectChoice]:
    return [SelectChoice(stage.value, STAGES[stage]) for stage in CHOSEN]


class OutcomeListForm(ListForm):
    limits = LIMITS

    file = FileField(
        _l("The list as a file"),
        description=_l("From Excel or another spreadsheet: .xlsx or .csv, at most 120,000 rows."),
    )
    goal = SelectField(_l("What does it count?"))
    stage = RadioField(
        _l("Where the list says nothing, they have"),
        choices=_stages,
        default=Stage.SIGNED_UP.value,
    )
    submit = SubmitField(_l("Look at the list first"))

    @classmethod
    def of(cls, campaign: Campaign) -> "OutcomeListForm":
        """Return the form with the goals of a campaign that outcomes can be counted towards."""
        form = cls()
        form.goal.choices = [
            SelectChoice(str(one.id), goal_name(one)) for one in countable(campaign.goals)
        ]
        return form

    def chosen_goal(self, campaign: Campaign) -> Goal:
        """Return the goal that was chosen."""
        return next(one for one in campaign.goals if str(one.id) == self.goal.data)


class OutcomeColumnsForm(ColumnsForm):
    column, needed = Column, Column.REFERENCE

    reference = SelectField(Column.REFERENCE.label)
    code = SelectField(Column.CODE.label)
    status = SelectField(Column.STATUS.label)
    date = SelectField(Column.DATE.label)
    has_header = BooleanField(_l("The first row holds headings"))
    stage = RadioField(_l("Where the list says nothing, they have"), choices=_stages)
    submit = SubmitField(_l("Read the list again"))

    def __init__(self, import_: OutcomeImport, **kwargs: Any) -> None:
        kept = {"has_header": bool(import_.has_header), "stage": import_.default_stage.value}
        super().__init__(data={**self.chosen(import_.columns), **kept}, **kwargs)
        self.offer(import_.headings)

    def validate_reference(self, field: SelectField) -> None:
        """Ask for the one column there has to be."""
        if not field.data:
            raise ValidationError(_("Choose the column with your own numbers."))
