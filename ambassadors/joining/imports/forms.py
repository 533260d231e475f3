"""Forms of bringing a list in: the list itself, and what its columns hold."""

from io import SEEK_END
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    SelectField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError

from ambassadors.joining.imports.enums import Column, UnknownUnits
from ambassadors.joining.imports.models import InvitationImport
from core.forms import SelectChoice
from core.languages import LANGUAGES
from core.spreadsheets import LIMITS, too_large

LONGEST_PASTE = 200_000
ACCEPTED = ".csv,.txt,.xlsx,text/csv"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class BringInForm(FlaskForm):
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
        elif self.byte_size() > LIMITS.megabytes * 1024 * 1024:
            self.file.data.close()
            raise ValidationError(too_large().message)

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
        chosen = {column: str(number) for column, number in import_.columns.items()}
        kept = {
            "has_header": bool(import_.has_header),
            "unknown_units": import_.unknown_units.value,
            "locale": import_.locale,
        }
        super().__init__(data={**chosen, **kept}, **kwargs)
        numbered = [
            SelectChoice(str(number), column_name(number, heading))
            for number, heading in enumerate(import_.headings)
        ]
        for column in Column:
            first = _("Choose a column") if column is Column.EMAIL else _("None")
            self[column.value].choices = [SelectChoice("", first), *numbered]

    def validate_email(self, field: SelectField) -> None:
        """Ask for the one column there has to be."""
        if not field.data:
            raise ValidationError(_("Choose the column with e-mail addresses."))

    def columns(self) -> dict[str, int]:
        """Return what was chosen, the way a list keeps it."""
        chosen = {column.value: self[column.value].data for column in Column}
        return {column: int(number) for column, number in chosen.items() if number}


def column_name(number: int, heading: str) -> str:
    """Return a column as spreadsheets call it, with what stands in its first row."""
    first, second = divmod(number, len(LETTERS))
    letter = (LETTERS[first - 1] if first else "") + LETTERS[second]
    return f"{letter}: {heading}" if heading else letter
