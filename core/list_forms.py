"""Forms of bringing a list in: the list itself, and which column of it holds what."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from io import SEEK_END
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SubmitField, TextAreaField
from wtforms.validators import Length, ValidationError

from core.forms import SelectChoice
from core.lists import column_name
from core.spreadsheets import LIMITS, Limits, too_large

LONGEST_PASTE = 200_000  # letters
ACCEPTED = ".csv,.txt,.xlsx,text/csv"


class ListForm(FlaskForm):
    """A list as a file or as pasted rows."""

    limits: ClassVar[Limits] = LIMITS

    file = FileField(
        _l("The list as a file"),
        description=_l("From Excel or another spreadsheet: .xlsx or .csv, at most 50,000 rows."),
    )
    pasted = TextAreaField(
        _l("Or paste the rows"),
        description=_l("Mark them in the spreadsheet, headings and all, copy, and paste here."),
        validators=[Length(max=LONGEST_PASTE, message=_l("That is much. Send it as a file."))],
    )
    submit = SubmitField(_l("Look at the list first"))

    def validate_file(self, field: FileField) -> None:
        """Ask for a file or pasted rows, and refuse a file that is too large."""
        if not self.upload():
            if not (self.pasted.data or "").strip():
                raise ValidationError(_("Choose a file, or paste the rows."))
        elif self.byte_size() > self.limits.megabytes * 1024 * 1024:
            self.file.data.close()
            raise ValidationError(too_large(self.limits).message)

    def upload(self) -> FileStorage | None:
        """Return the file, if one was chosen."""
        file = self.file.data
        return file if isinstance(file, FileStorage) and file.filename else None

    def byte_size(self) -> int:
        """Return how large what was sent is."""
        upload = self.upload()
        if upload is None:
            return len((self.pasted.data or "").encode())
        size = upload.stream.seek(0, SEEK_END)
        upload.stream.seek(0)
        return size

    def content(self) -> bytes:
        """Return what was sent, once."""
        upload = self.upload()
        if upload is None:
            return (self.pasted.data or "").encode()
        with upload.stream as stream:
            return stream.read()

    def source_name(self) -> str:
        """Return the file's name, nothing for pasted rows."""
        upload = self.upload()
        return (upload.filename or "").replace("\\", "/").rpartition("/")[2] if upload else ""


class ColumnsForm(FlaskForm):
    """Which column holds what; a form of it has a SelectField by the value of each ``column``."""

    column: ClassVar[type[StrEnum]]
    needed: ClassVar[StrEnum]

    def offer(self, headings: Sequence[str]) -> None:
        """Let each thing be in any of the columns, and all but the needed one in none."""
        numbered = [
            SelectChoice(str(number), column_name(number, heading))
            for number, heading in enumerate(headings)
        ]
        for one in self.column:
            first = _("Choose a column") if one is self.needed else _("None")
            self[one.value].choices = [SelectChoice("", first), *numbered]

    @staticmethod
    def chosen(columns: Mapping[str, int]) -> dict[str, str]:
        """Return what a list keeps about its columns, the way the fields take it."""
        return {column: str(number) for column, number in columns.items()}

    def columns(self) -> dict[str, int]:
        """Return what was chosen, the way a list keeps it."""
        chosen = {one.value: self[one.value].data for one in self.column}
        return {column: int(number) for column, number in chosen.items() if number}
