"""Forms of links: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from campaigns.tracking.addresses import Marks
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.operations import Rules
from core.forms import SelectChoice, no_contact_details, no_id_number, stripped

LONGEST_RULE = 80
TOO_LONG = _l("Make it shorter: 80 letters at most.")


class CodeForm(FlaskForm):
    """A code somebody chooses."""

    code = StringField(
        _l("A code of one’s own"),
        description=_l(
            "4 to 12 letters and digits, such as SUMMER. Not I, L, O, 0 or 1: they are taken for "
            "one another. The code it has now goes on working."
        ),
        filters=[stripped],
        validators=[InputRequired(_l("Write the code.")), Length(max=40)],
    )
    submit = SubmitField(_l("Use this code"))


class PlaceForm(FlaskForm):
    """Where an ambassador wants to share."""

    channel = SelectField(_l("Where will you share it?"))
    submit = SubmitField(_l("Make the link"))

    @classmethod
    def without(cls, taken: set[LinkChannel]) -> "PlaceForm":
        """Return the form with the places that have no link yet."""
        form = cls()
        form.channel.choices = [
            SelectChoice(place.value, place.label) for place in LinkChannel if place not in taken
        ]
        return form


def _rule(label: str) -> StringField:
    return StringField(
        label, filters=[stripped], validators=[Length(max=LONGEST_RULE, message=TOO_LONG)]
    )


class RulesForm(FlaskForm):
    """What is added to the addresses links lead to, and who chooses codes."""

    utm_source = _rule("utm_source")
    utm_medium = _rule("utm_medium")
    utm_campaign = _rule("utm_campaign")
    utm_content = _rule("utm_content")
    own_codes = BooleanField(_l("Ambassadors may choose the codes of their own links"))
    submit = SubmitField(_l("Save"))

    @classmethod
    def of(cls, rules: Rules) -> "RulesForm":
        """Return the form filled with the rules that hold now."""
        return cls(data={**rules.marks.by_name, "own_codes": rules.own_codes})

    def rules(self) -> Rules:
        """Return what was decided."""
        marks = {name: self[name].data or "" for name in Marks().by_name}
        return Rules(marks=Marks(**marks), own_codes=bool(self.own_codes.data))


class AsideForm(FlaskForm):
    why = StringField(
        filters=[stripped],
        validators=[DataRequired(), Length(max=200), no_id_number, no_contact_details],
    )
