"""Forms about units."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from accounts.forms import TOO_LONG, tidy
from accounts.models import Unit
from accounts.units.errors import NoRows
from accounts.units.reading import LONGEST_NAME
from core.forms import SelectChoice
from core.pictures import working_folder
from core.spreadsheets import Limits, SpreadsheetRow, read_rows

NOWHERE = "none"
LIMITS = Limits(megabytes=2, rows=3_000, columns=20)
LONGEST_LIST = 400_000


class UnitForm(FlaskForm):
    name = StringField(
        _("Name of the unit"),
        filters=[tidy, lambda text: text and " ".join(text.split())],
        validators=[
            DataRequired(_("Enter the unit's name.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
    )
    parent = SelectField(
        _("Lies in"), description=_("An area, if it lies in one."), validate_choice=True
    )

    def __init__(self, areas: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.id): area for area in areas}
        self.parent.choices = [
            SelectChoice("", _("No area")),
            *(SelectChoice(key, area.name) for key, area in self.areas.items()),
        ]

    def area(self) -> Unit | None:
        """Return the area that was chosen."""
        return self.areas.get(self.parent.data or "")


class RemoveForm(FlaskForm):
    to = SelectField(_("Where its people and things go"))

    def __init__(self, others: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(unit.id): unit for unit in others}
        self.to.choices = [
            SelectChoice("", _("Choose …")),
            *(SelectChoice(key, unit.path) for key, unit in self.others.items()),
            SelectChoice(NOWHERE, _("To no unit")),
        ]

    @property
    def target(self) -> Unit | None:
        """The unit that was chosen to take everything over, if any."""
        return self.others.get(self.to.data or "")


class ImportForm(FlaskForm):
    file = FileField(_("The list"), description=_("A CSV or XLSX file with a row for each unit."))
    pasted = TextAreaField(
        _("Or paste rows from a spreadsheet"),
        filters=[tidy],
        validators=[Optional(), Length(max=LONGEST_LIST, message=TOO_LONG)],
    )
    confirmed = HiddenField()

    def rows(self) -> list[SpreadsheetRow]:
        """Return the rows that were sent. Raises NoRows and SpreadsheetUnreadable."""
        file = self.file.data
        is_file = bool(file and getattr(file, "filename", ""))
        if not is_file and not self.pasted.data:
            raise NoRows
        with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
            path = Path(folder) / "list"
            if is_file:
                file.save(path)
            else:
                path.write_text(self.pasted.data or "", encoding="utf-8")
            return list(read_rows(path, LIMITS))
