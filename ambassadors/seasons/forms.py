"""Forms about the turn of the season: they check shape, operations check rules."""

import uuid
from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from ambassadors.forms import LONGEST_NAME, season_end, season_start
from ambassadors.models import Cohort
from ambassadors.seasons.models import Alumnus, SeasonEnd
from ambassadors.seasons.naming import a_year_on, next_name
from core.forms import SelectChoice, TicksField, filled
from core.languages import LANGUAGES

LONGEST_THANKS = 5_000


class NextSeasonForm(FlaskForm):
    name = StringField(
        _l("What is it called?"),
        validators=[DataRequired(_l("Give it a name.")), Length(max=LONGEST_NAME)],
    )
    season_start = season_start()
    season_end = season_end()
    submit = SubmitField(_l("Start the next season"))


def next_season_form(cohort: Cohort) -> NextSeasonForm:
    """Return the form with a suggestion: the same, a year on."""
    return NextSeasonForm(
        data={
            "name": next_name(cohort.name),
            "season_start": a_year_on(cohort.season_start),
            "season_end": a_year_on(cohort.season_end),
        }
    )


class EndSeasonForm(FlaskForm):
    thanks_da = TextAreaField(
        _l("In Danish"),
        validators=[DataRequired(_l("Write the thanks in Danish.")), Length(max=LONGEST_THANKS)],
    )
    thanks_en = TextAreaField(
        _l("In English"),
        validators=[DataRequired(_l("Write the thanks in English.")), Length(max=LONGEST_THANKS)],
    )
    submit = SubmitField(_l("Close the season"))

    def thanks(self) -> dict[str, str]:
        """Return the words in each language, once validated."""
        return {
            "thanks_da": filled(self.thanks_da.data).strip(),
            "thanks_en": filled(self.thanks_en.data).strip(),
        }


def end_season_form(cohort: Cohort, end: SeasonEnd | None) -> EndSeasonForm:
    """Return the form with the words written last, or a suggestion in each language."""
    words = {f"thanks_{code}": _suggested_thanks(cohort, code) for code in LANGUAGES}
    if end:
        words = {"thanks_da": end.thanks_da, "thanks_en": end.thanks_en}
    return EndSeasonForm(data=words)


def _suggested_thanks(cohort: Cohort, locale: str) -> str:
    with force_locale(locale):
        return str(
            _(
                "The season of “%(cohort)s” is over. Thank you for the time you gave, and for "
                "telling it in your own way. It made a difference, and you can see which on your "
                "own page.",
                cohort=cohort.name,
            )
        )


class AskAgainForm(FlaskForm):
    people = TicksField(_l("Whom do you want to ask?"))
    cohort = SelectField(_l("To join what?"))
    submit = SubmitField(_l("Invite them"))

    def __init__(self, alumni: Iterable[Alumnus], cohorts: Iterable[Cohort]) -> None:
        super().__init__()
        self.people.choices = [SelectChoice(str(one.id), one.name) for one in alumni]
        self.cohorts = {str(cohort.id): cohort for cohort in cohorts}
        self.cohort.choices = [SelectChoice(key, c.name) for key, c in self.cohorts.items()]

    def chosen_people(self) -> set[uuid.UUID]:
        """Return who was ticked, once validated."""
        return {uuid.UUID(value) for value in self.people.data or []}

    def chosen_cohort(self) -> Cohort:
        """Return the cohort to invite to, once validated."""
        return self.cohorts[filled(self.cohort.data)]
