"""Forms about cohorts and policies: they check shape, operations check rules."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from accounts.models import Unit
from ambassadors.enums import CohortStatus, Kind, Relation, Rhythm
from ambassadors.models import Cohort, Policy
from ambassadors.operations import CohortTerms, PolicyText
from core.forms import SelectChoice, filled, no_id_number

LONGEST_NAME = 80
LONGEST_FUNCTION = 80
LONGEST_TEXT = 20_000
YOUNGEST, OLDEST = 13, 18


def name_to_choose(cohort: Cohort) -> str:
    """Return a cohort's name among those something can be for, with a word if it is over."""
    if cohort.status is CohortStatus.ENDED:
        return str(_("%(name)s (the season is over)", name=cohort.name))
    return cohort.name


def season_start() -> DateField:
    """Return the field of a season's first day."""
    return DateField(
        _l("First day of the season"), validators=[InputRequired(_l("Choose the first day."))]
    )


def season_end() -> DateField:
    """Return the field of a season's last day."""
    return DateField(
        _l("Last day of the season"), validators=[InputRequired(_l("Choose the last day."))]
    )


class FunctionForm(FlaskForm):
    """What an ambassador says of themselves, on joining and ever after."""

    function = StringField(
        _l("What you do, or are close to"),
        description=_l("In your own words, or choose a suggestion. It may stay blank."),
        validators=[Length(max=LONGEST_FUNCTION), no_id_number],
    )
    unit = SelectField(_l("Where you belong"))

    def __init__(self, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = {str(unit.id): unit for unit in units}
        self.unit.choices = [
            SelectChoice("", _("None in particular")),
            *(SelectChoice(key, unit.path) for key, unit in self.units.items()),
        ]

    def chosen(self) -> tuple[str, Unit | None]:
        """Return function and unit, once validated."""
        return (self.function.data or "").strip(), self.units.get(self.unit.data or "")


class NewCohortForm(FlaskForm):
    kind = RadioField(
        _l("Who is it for?"),
        choices=[SelectChoice(k.value, k.label) for k in Kind],
        validators=[InputRequired(_l("Choose who it is for."))],
    )
    name = StringField(
        _l("What is it called?"),
        description=_l("The name people see, such as “Holstebro autumn 26”."),
        validators=[DataRequired(_l("Give it a name.")), Length(max=LONGEST_NAME)],
    )
    season_start = season_start()
    season_end = season_end()
    submit = SubmitField(_l("Create it"))


class CohortForm(FlaskForm):
    name = StringField(
        _l("Name"),
        validators=[DataRequired(_l("Give it a name.")), Length(max=LONGEST_NAME)],
    )
    ambassador_word_da = StringField(
        _l("What one of them is called, in Danish"),
        validators=[DataRequired(_l("Enter the Danish word.")), Length(max=LONGEST_NAME)],
    )
    ambassador_word_en = StringField(
        _l("What one of them is called, in English"),
        validators=[DataRequired(_l("Enter the English word.")), Length(max=LONGEST_NAME)],
    )
    season_start = season_start()
    season_end = season_end()
    retention_until = DateField(
        _l("Personal data is erased by"),
        description=_l("The privacy notice names this day."),
        validators=[InputRequired(_l("Choose a day."))],
    )
    suggested_rhythm = SelectField(
        _l("Suggested rhythm"),
        description=_l("Everybody chooses their own."),
        choices=[SelectChoice(r.value, r.label) for r in Rhythm],
    )
    relation = SelectField(
        _l("On what footing do they post?"),
        description=_l("It decides the line that says so in captions."),
        choices=[SelectChoice(r.value, r.label) for r in Relation],
    )
    minimum_age = IntegerField(
        _l("From what age do people decide alone?"),
        description=_l(
            "From 13 up to this age a guardian says yes first. It is 15 in Denmark; other "
            "countries have ages from 13 to 16."
        ),
        validators=[
            InputRequired(_l("Enter an age.")),
            NumberRange(YOUNGEST, OLDEST, _l("Enter an age from 13 to 18.")),
        ],
    )
    submit = SubmitField(_l("Save"))

    def terms(self) -> CohortTerms:
        """Return what was entered, once validated."""
        return CohortTerms(
            name=filled(self.name.data).strip(),
            season_start=filled(self.season_start.data),
            season_end=filled(self.season_end.data),
            retention_until=filled(self.retention_until.data),
            suggested_rhythm=Rhythm(self.suggested_rhythm.data),
            relation=Relation(self.relation.data),
            minimum_age=filled(self.minimum_age.data),
            ambassador_word_da=filled(self.ambassador_word_da.data).strip(),
            ambassador_word_en=filled(self.ambassador_word_en.data).strip(),
        )


class NoticeForm(FlaskForm):
    notice_da = TextAreaField(_l("In Danish"), validators=[Length(max=LONGEST_TEXT)])
    notice_en = TextAreaField(_l("In English"), validators=[Length(max=LONGEST_TEXT)])
    look = SubmitField(_l("See how it looks"))
    submit = SubmitField(_l("Save the notice"))


class TopicForm(FlaskForm):
    name_da = StringField(_l("In Danish"), validators=[Length(max=LONGEST_NAME)])
    name_en = StringField(_l("In English"), validators=[Length(max=LONGEST_NAME)])


class PolicyForm(FlaskForm):
    strategy_da = TextAreaField(_l("Strategy in Danish"), validators=[Length(max=LONGEST_TEXT)])
    text_da = TextAreaField(_l("Policy in Danish"), validators=[Length(max=LONGEST_TEXT)])
    strategy_en = TextAreaField(_l("Strategy in English"), validators=[Length(max=LONGEST_TEXT)])
    text_en = TextAreaField(_l("Policy in English"), validators=[Length(max=LONGEST_TEXT)])
    submit = SubmitField(_l("Save the draft"))

    def text(self) -> PolicyText:
        """Return what was entered, once validated."""
        return PolicyText(
            strategy_da=self.strategy_da.data or "",
            strategy_en=self.strategy_en.data or "",
            text_da=self.text_da.data or "",
            text_en=self.text_en.data or "",
        )


def cohort_form(cohort: Cohort) -> CohortForm:
    """Return the form with what the cohort has now."""
    return CohortForm(
        obj=cohort,
        data={
            "suggested_rhythm": cohort.suggested_rhythm.value,
            "relation": cohort.relation.value,
        },
    )


def policy_form(policy: Policy | None) -> PolicyForm:
    """Return the form with the newest version's texts."""
    texts: dict[str, Any] = {}
    if policy:
        names = ("strategy_da", "strategy_en", "text_da", "text_en")
        texts = {name: getattr(policy, name) for name in names}
    return PolicyForm(data=texts)
