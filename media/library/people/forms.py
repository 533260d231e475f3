"""Forms of the register and of marking who is in a picture."""

from collections.abc import Iterable
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional, ValidationError

from accounts.models import Unit
from accounts.session import current_organisation
from core.forms import SelectChoice, filled, id_or_none, no_id_number, stripped
from core.languages import LANGUAGES
from media.library.people import age
from media.library.people.models import Person
from media.library.people.operations import PersonDetails

OLDEST = 1900
LONGEST_NAME, LONGEST_ADDRESS = 120, 254


def _name(label: str, *, needed: bool, description: str = "") -> StringField:
    asked = DataRequired(_l("Enter the name.")) if needed else Optional()
    return StringField(
        label,
        description=description,
        filters=[stripped],
        validators=[
            asked,
            Length(max=LONGEST_NAME, message=_l("At most 120 characters.")),
            no_id_number,
        ],
    )


def _address(label: str, description: str = "") -> EmailField:
    return EmailField(
        label,
        description=description,
        filters=[stripped],
        validators=[
            Optional(),
            Email(_l("Enter an e-mail address such as kim@example.dk.")),
            Length(max=LONGEST_ADDRESS),
        ],
    )


def _birth_year() -> IntegerField:
    return IntegerField(
        _l("Year of birth, if they are under 18"),
        validators=[Optional(), _a_year],
        description=LazyString(_until_when_a_guardian),
    )


def _until_when_a_guardian() -> str:
    """Return until when a guardian answers in the organisation the form is in."""
    own = age.answers_from(current_organisation())
    return str(_("A guardian answers until the year they turn %(age)s is over.", age=own))


def _a_year(_form: FlaskForm, field: IntegerField) -> None:
    """Refuse a year nobody in a picture was born in."""
    if field.data is not None and not OLDEST <= field.data <= date.today().year:  # noqa: DTZ011 -- a year
        raise ValidationError(_l("Enter a year such as 2012."))


class PersonForm(FlaskForm):
    name = _name(_l("Name"), needed=True)
    email = _address(
        _l("E-mail address"),
        _l("Only for asking and reminding them. Leave it empty to show them the link yourself."),
    )
    locale = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    birth_year = _birth_year()
    guardian_name = _name(_l("Guardian’s name"), needed=False)
    guardian_email = _address(_l("Guardian’s e-mail address"))
    unit = SelectField(_l("Unit"), coerce=id_or_none)

    def offer_units(self, units: Iterable[Unit]) -> None:
        """Let one of an organisation's units be chosen, or none."""
        none = SelectChoice("", _l("None"))
        self.unit.choices = [none, *(SelectChoice(unit.id, unit.path) for unit in units)]

    def fill_in(self, person: Person) -> None:
        """Show what is known."""
        for name in ("name", "email", "locale", "birth_year", "guardian_name", "guardian_email"):
            self[name].data = getattr(person, name)
        self.unit.data = person.unit_id

    def details(self) -> PersonDetails:
        """Return what was entered, once validated."""
        return PersonDetails(
            name=filled(self.name.data),
            email=(self.email.data or "").lower() or None,
            locale=self.locale.data or "da",
            birth_year=self.birth_year.data,
            guardian_name=self.guardian_name.data or "",
            guardian_email=(self.guardian_email.data or "").lower() or None,
            unit_id=self.unit.data,
        )


class MarkForm(FlaskForm):
    name = _name(
        _l("Name"),
        needed=False,
        description=_l(
            "Leave the name empty if you do not know it yet. The picture waits until you do."
        ),
    )
    email = _address(_l("E-mail address"))
    birth_year = _birth_year()
    x = IntegerField(
        _l("From the left, in percent"),
        validators=[Optional(), NumberRange(0, 100, _l("Write a number from 0 to 100."))],
    )
    y = IntegerField(
        _l("From the top, in percent"),
        validators=[Optional(), NumberRange(0, 100, _l("Write a number from 0 to 100."))],
    )

    @property
    def place(self) -> tuple[float, float] | None:
        """The place in the picture, if both numbers are there."""
        if self.x.data is None or self.y.data is None:
            return None
        return self.x.data / 100, self.y.data / 100


class OccasionForm(FlaskForm):
    occasion = StringField(
        _l("Occasion or campaign"),
        filters=[stripped],
        validators=[Length(max=120, message=_l("At most 120 characters.")), no_id_number],
        description=_l(
            "Such as “Open house 2026”. Then people can say yes to all pictures of it at once."
        ),
    )
