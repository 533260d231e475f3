"""Forms of goals and own kinds: they check shape, operations check rules."""

from collections.abc import Sequence
from typing import TypedDict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange

from campaigns.enums import OutcomeKind
from campaigns.labels import OUTCOMES
from campaigns.models import Campaign, Goal, OwnKind
from core.forms import SelectChoice, filled, stripped
from core.languages import localised

LARGEST = 10_000_000
LONGEST_NAME = 60


class GoalTerms(TypedDict):
    """How many there are to be, and whether ambassadors see it."""

    target: int
    is_collective: bool


class GoalForm(FlaskForm):
    """A goal's number and who sees it; what it counts is chosen once."""

    kind = RadioField(
        _l("What would have happened, if it went well?"),
        validators=[InputRequired(_l("Choose what the goal counts."))],
    )
    target = IntegerField(
        _l("How many?"),
        validators=[
            InputRequired(_l("Enter a whole number above zero.")),
            NumberRange(1, LARGEST, _l("Enter a whole number above zero.")),
        ],
    )
    is_collective = BooleanField(
        _l("We reach it together"),
        description=_l(
            "The ambassadors see the goal and how far all have come, never who did what. "
            "Without the tick, only those who run the programme and read results see it."
        ),
        default=True,
    )
    submit = SubmitField(_l("Save the goal"))

    @classmethod
    def for_new(cls, campaign: Campaign, own: Sequence[OwnKind]) -> "GoalForm":
        """Return the form with the kinds that a campaign has no goal of yet."""
        form = cls()
        form.kind.choices = _choices(campaign, own)
        return form

    @classmethod
    def for_goal(cls, goal: Goal) -> "GoalForm":
        """Return the form filled with a goal; its kind stays."""
        form = cls(obj=goal)
        del form.kind
        return form

    def chosen(self, own: Sequence[OwnKind]) -> OutcomeKind | OwnKind:
        """Return the kind that was chosen."""
        value = filled(self.kind.data)
        return next((kind for kind in own if str(kind.id) == value), None) or OutcomeKind(value)

    def terms(self) -> GoalTerms:
        """Return the number and who sees it, once validated."""
        return {
            "target": filled(self.target.data),
            "is_collective": bool(self.is_collective.data),
        }


def _choices(campaign: Campaign, own: Sequence[OwnKind]) -> list[SelectChoice]:
    known = {goal.own_kind_id or goal.outcome_kind for goal in campaign.goals}
    ours = [SelectChoice(kind.value, name) for kind, name in OUTCOMES.items() if kind not in known]
    theirs = [
        SelectChoice(str(kind.id), localised(kind, "name"))
        for kind in own
        if kind.retired_at is None and kind.id not in known
    ]
    return [*ours, *theirs]


class OwnKindForm(FlaskForm):
    """What an organisation calls something it counts."""

    name_da = StringField(
        _l("Name in Danish"),
        description=_l("Say it in the plural, as under a number: “Frivillige”."),
        filters=[stripped],
        validators=[Length(max=LONGEST_NAME)],
    )
    name_en = StringField(
        _l("Name in English"),
        description=_l("Leave one of the two blank, and everybody sees the other."),
        filters=[stripped],
        validators=[Length(max=LONGEST_NAME)],
    )
    submit = SubmitField(_l("Save the kind"))

    def validate_name_da(self, field: StringField) -> None:
        """Refuse a kind without a name; one language is enough."""
        if not (field.data or self.name_en.data):
            raise ValidationError(_("Give it a name in at least one language."))

    def names(self) -> dict[str, str]:
        """Return what was typed, by column."""
        return {"name_da": self.name_da.data or "", "name_en": self.name_en.data or ""}
