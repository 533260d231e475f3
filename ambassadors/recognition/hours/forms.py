"""Forms about hours: they check shape, operations check rules."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from ambassadors.recognition.hours.models import HoursEntry
from ambassadors.recognition.hours.operations import Given
from ambassadors.recognition.hours.quarters import HOURS_A_DAY, QUARTERS, number_in, quarters_in
from core.formats import format_number
from core.forms import filled

LONGEST = 200


class HoursForm(FlaskForm):
    day = DateField(_l("Day"), validators=[InputRequired(_l("Choose the day."))])
    hours = StringField(
        _l("Hours"),
        description=_l("In quarters, such as 0.25, 1.5 or 2."),
        validators=[InputRequired(_l("Enter how many hours."))],
    )
    what = StringField(
        _l("What did you do?"),
        description=_l("Only you can read this. Leave out other people’s names."),
        validators=[Length(max=LONGEST, message=_l("At most 200 characters."))],
    )
    submit = SubmitField(_l("Save"))

    def validate_hours(self, field: StringField) -> None:
        """Take whole quarters, from one to a day of them, with a comma or a point."""
        hours = number_in(field.data or "")
        if hours is None or not 0 < hours <= HOURS_A_DAY:
            raise ValidationError(_("Enter a number of hours from 0.25 to 24."))
        if quarters_in(hours) is None:
            raise ValidationError(_("Enter hours in quarters, such as 0.25, 1.5 or 2."))

    def given(self) -> Given:
        """Return what was entered, once validated."""
        return Given(
            day=filled(self.day.data),
            quarters=filled(quarters_in(filled(number_in(self.hours.data or "")))),
            what=(self.what.data or "").strip(),
        )


def entry_form(entry: HoursEntry) -> HoursForm:
    """Return the form with what an entry says now."""
    return HoursForm(obj=entry, data={"hours": format_number(entry.quarters / QUARTERS)})
