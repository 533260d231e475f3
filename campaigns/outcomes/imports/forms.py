"""Forms of bringing a list of outcomes in: the list, what its columns hold, and its fix list."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, RadioField, SelectField, SubmitField
from wtforms.validators import ValidationError

from ambassadors.joining.imports.forms import BringInForm, column_name
from campaigns.labels import goal_name
from campaigns.models import Campaign, Goal
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.enums import Column
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.imports.reading import LIMITS
from campaigns.outcomes.labels import CHOSEN, STAGES
from campaigns.outcomes.standing import countable
from core.forms import SelectChoice
from core.spreadsheets import too_large


def _stages() -> list[SelectChoice]:
    return [SelectChoice(stage.value, STAGES[stage]) for stage in CHOSEN]


class OutcomeListForm(BringInForm):
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

    def validate_file(self, field: FileField) -> None:
        """Ask for a file or pasted rows, and refuse a file that is too large."""
        if not self.upload():
            if not (self.pasted.data or "").strip():
                raise ValidationError(_("Choose a file, or paste the rows."))
        elif self.byte_size() > LIMITS.megabytes * 1024 * 1024:
            self.file.data.close()
            raise ValidationError(too_large(LIMITS).message)


class OutcomeColumnsForm(FlaskForm):
    reference = SelectField(Column.REFERENCE.label)
    code = SelectField(Column.CODE.label)
    status = SelectField(Column.STATUS.label)
    date = SelectField(Column.DATE.label)
    has_header = BooleanField(_l("The first row holds headings"))
    stage = RadioField(_l("Where the list says nothing, they have"), choices=_stages)
    submit = SubmitField(_l("Read the list again"))

    def __init__(self, import_: OutcomeImport, **kwargs: Any) -> None:
        chosen = {column: str(number) for column, number in import_.columns.items()}
        kept = {"has_header": bool(import_.has_header), "stage": import_.default_stage.value}
        super().__init__(data={**chosen, **kept}, **kwargs)
        numbered = [
            SelectChoice(str(number), column_name(number, heading))
            for number, heading in enumerate(import_.headings)
        ]
        for column in Column:
            first = _("Choose a column") if column is Column.REFERENCE else _("None")
            self[column.value].choices = [SelectChoice("", first), *numbered]

    def validate_reference(self, field: SelectField) -> None:
        """Ask for the one column there has to be."""
        if not field.data:
            raise ValidationError(_("Choose the column with your own numbers."))

    def columns(self) -> dict[str, int]:
        """Return what was chosen, the way a list keeps it."""
        chosen = {column.value: self[column.value].data for column in Column}
        return {column: int(number) for column, number in chosen.items() if number}
