"""The form of what the columns of a list of people hold."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SubmitField
from wtforms.validators import ValidationError

from ambassadors.joining.imports.enums import Column, UnknownUnits
from ambassadors.joining.imports.models import InvitationImport
from core.forms import SelectChoice
from core.languages import LANGUAGES
from core.list_forms import ColumnsForm


class PeopleColumnsForm(ColumnsForm):
    column, needed = Column, Column.EMAIL

    email = SelectField(Column.EMAIL.label)
    name = SelectField(Column.NAME.label)
    last_name = SelectField(Column.LAST_NAME.label)
    unit = SelectField(Column.UNIT.label)
    language = SelectField(Column.LANGUAGE.label)
    has_header = BooleanField(_l("The first row holds headings"))
    unknown_units = RadioField(
        _l("If we do not know a unit"),
        choices=[SelectChoice(choice.value, choice.label) for choice in UnknownUnits],
    )
    locale = SelectField(
        _l("Language where the list names none"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    submit = SubmitField(_l("Read the list again"))

    def __init__(self, import_: InvitationImport, **kwargs: Any) -> None:
        kept = {
            "has_header": bool(import_.has_header),
            "unknown_units": import_.unknown_units.value,
            "locale": import_.locale,
        }
        super().__init__(data={**self.chosen(import_.columns), **kept}, **kwargs)
        self.offer(import_.headings)

    def validate_email(self, field: SelectField) -> None:
        """Ask for the one column there has to be."""
        if not field.data:
            raise ValidationError(_("Choose the column with e-mail addresses."))
