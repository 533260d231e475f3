"""The form an official figure is typed into."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, FileField, IntegerField, StringField, SubmitField, URLField
from wtforms.validators import URL, InputRequired, Length, NumberRange, Optional, ValidationError

from campaigns.outcomes.imports.dates import EARLIEST
from campaigns.outcomes.official.operations import Figure
from core.db import utcnow
from core.formats import local
from core.forms import filled, stripped
from core.list_forms import ListForm

LARGEST = 100_000_000


class FigureForm(FlaskForm):
    name_da = StringField(
        _l("What has been counted? (Danish)"),
        description=_l("Such as “Optagne på VIA Holstebro, sommeren 2026”."),
        filters=[stripped],
        validators=[Length(max=120)],
    )
    name_en = StringField(
        _l("What has been counted? (English)"),
        description=_l("Leave one of the two blank, and everybody sees the other."),
        filters=[stripped],
        validators=[Length(max=120)],
    )
    number = IntegerField(
        _l("How many"),
        validators=[InputRequired(_l("Write the number.")), NumberRange(min=0, max=LARGEST)],
    )
    as_of = DateField(_l("As of"), validators=[InputRequired(_l("Choose the day it is from."))])
    source_name = StringField(
        _l("Who has counted it?"),
        description=_l("Such as optagelse.dk or Statistics Denmark."),
        filters=[stripped],
        validators=[InputRequired(_l("Write where the number is from.")), Length(max=120)],
    )
    source_address = URLField(
        _l("Address of the source"),
        filters=[stripped],
        validators=[
            Optional(),
            URL(message=_l("Write the whole address, with https:// in front.")),
            Length(max=400),
        ],
    )
    submit = SubmitField(_l("Show it beside"))

    def validate_name_da(self, field: StringField) -> None:
        """Ask for a name in one of the two languages."""
        if not field.data and not self.name_en.data:
            raise ValidationError(_("Write what has been counted."))

    def validate_as_of(self, field: DateField) -> None:
        """Refuse a day that is still to come, and a year mistyped: 0206 for 2026."""
        if isinstance(field.data, date) and field.data > local(utcnow()).date():
            raise ValidationError(_("This day is still to come."))
        if isinstance(field.data, date) and field.data < EARLIEST:
            raise ValidationError(_("Look at the year once more."))

    def validate_source_address(self, field: URLField) -> None:
        """Refuse what is no page: readers press it, and javascript:// is an address too."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Write the whole address, with https:// in front."))

    def figure(self) -> Figure:
        """Return what was typed."""
        return Figure(
            name_da=self.name_da.data or "",
            name_en=self.name_en.data or "",
            number=filled(self.number.data),
            as_of=filled(self.as_of.data),
            source_name=filled(self.source_name.data),
            source_address=self.source_address.data or "",
        )


class FigureListForm(ListForm):
    file = FileField(
        _l("The figures as a file"),
        description=_l("Columns: What, Number, Date, Source and Address, as .xlsx or .csv."),
    )
    submit = SubmitField(_l("Bring them in"))
