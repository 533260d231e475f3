"""Forms of costs: they check shape, operations check rules."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, SubmitField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from ambassadors.recognition.hours.quarters import QUARTERS, number_in
from campaigns.costs.kroner import LARGEST, ore_in, plain
from campaigns.costs.models import Cost
from campaigns.costs.operations import Spending
from core.formats import format_number
from core.forms import filled, stripped

LONGEST = 120
MOST_HOURS = 99


class CostForm(FlaskForm):
    """What an expense and hours have in common."""

    what = StringField(
        _l("What for?"),
        description=_l("Such as posters, or a stand. Leave out people’s names."),
        filters=[stripped],
        validators=[InputRequired(_l("Say what it was for.")), Length(max=LONGEST)],
    )
    spent_on = DateField(_l("Day"), validators=[InputRequired(_l("Choose the day."))])

    def validate_spent_on(self, field: DateField) -> None:
        """Refuse a year mistyped: 0206 for 2026."""
        if field.data and not 2000 <= field.data.year < 2100:
            raise ValidationError(_("Look at the year once more."))


class MoneyForm(CostForm):
    amount = StringField(
        _l("Kroner"),
        description=_l("With or without øre, such as 1250 or 89,50."),
        validators=[InputRequired(_l("Enter how many kroner."))],
    )
    submit = SubmitField(_l("Save"))

    def validate_amount(self, field: StringField) -> None:
        """Take an amount above nothing."""
        _require_amount(field.data)

    def spending(self) -> Spending:
        """Return what was typed."""
        return Spending(
            what=self.what.data or "",
            spent_on=filled(self.spent_on.data),
            amount=ore_in(self.amount.data or ""),
        )


class HoursForm(CostForm):
    hours = StringField(
        _l("Hours"),
        description=_l("In quarters, such as 0.25, 1.5 or 2. Only hours of those who run it."),
        validators=[InputRequired(_l("Enter how many hours."))],
    )
    rate = StringField(
        _l("Kroner an hour"),
        description=_l("Leave it blank, and the hours are shown but not counted as money."),
        validators=[Optional()],
    )
    submit = SubmitField(_l("Save"))

    def validate_hours(self, field: StringField) -> None:
        """Take whole quarters, with a comma or a point."""
        hours = number_in(field.data or "")
        if hours is None or not 0 < hours <= MOST_HOURS or hours * QUARTERS % 1:
            raise ValidationError(_("Enter hours in quarters, such as 0.25, 1.5 or 2."))

    def validate_rate(self, field: StringField) -> None:
        """Take an amount above nothing, or none."""
        if field.data:
            _require_amount(field.data)

    def spending(self) -> Spending:
        """Return what was typed."""
        return Spending(
            what=self.what.data or "",
            spent_on=filled(self.spent_on.data),
            quarters=int(filled(number_in(self.hours.data or "")) * QUARTERS),
            rate=ore_in(self.rate.data or ""),
        )


def _require_amount(text: str | None) -> None:
    amount = ore_in(text or "")
    if amount is None or not 0 < amount <= LARGEST:
        raise ValidationError(_("Enter an amount in kroner, such as 1250 or 89,50."))


def form_for(cost: Cost) -> MoneyForm | HoursForm:
    """Return the form with what a cost says now."""
    said = {"what": cost.what, "spent_on": cost.spent_on}
    if cost.amount is not None:
        return MoneyForm(data={**said, "amount": plain(cost.amount)})
    hours = format_number((cost.quarters or 0) / QUARTERS)
    return HoursForm(data={**said, "hours": hours, "rate": plain(cost.rate) if cost.rate else ""})
