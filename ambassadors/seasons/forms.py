"""Forms about the turn of the season: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.forms import LONGEST_NAME
from ambassadors.models import Cohort
from ambassadors.seasons.naming import a_year_on, next_name


class NextSeasonForm(FlaskForm):
    name = StringField(
        _l("What is it called?"),
        validators=[DataRequired(_l("Give the cohort a name.")), Length(max=LONGEST_NAME)],
    )
    season_start = DateField(
        _l("First day of the season"), validators=[InputRequired(_l("Choose the first day."))]
    )
    season_end = DateField(
        _l("Last day of the season"), validators=[InputRequired(_l("Choose the last day."))]
    )
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
