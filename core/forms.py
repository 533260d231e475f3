"""What every form shares: the base class, reading validated values, showing broken rules."""

import re
import uuid
from typing import TypeVar

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import (  # type: ignore[attr-defined]  # the stubs are a version behind
    Field,
    Form,
    SelectChoice,
    SelectMultipleField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from core.errors import DomainError
from core.image_gate import MAX_BYTES

__all__ = [
    "SelectChoice",
    "TicksField",
    "filled",
    "id_or_none",
    "no_contact_details",
    "no_id_number",
    "sent_file",
    "show_error",
    "stripped",
]

T = TypeVar("T")

# Day, month and year, then four digits, as in 010190-1234.
ID_NUMBER = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2} ?[-\u2013\u2014]? ?\d{4}(?!\d)"
)

MAIL_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]")
# Eight digits as Danes write them, or what begins with a country.
TELEPHONE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:(?:\d{2}[ .-]?){3}\d{2}|\+\d{1,3}(?:[ .-]?\d){7,12})(?!\d)"
)
YEARS = re.compile(r"\b(?:19|20)\d\d\b")


class TicksField(SelectMultipleField):
    """Several of a few, as ticks."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def stripped(text: str | None) -> str:
    """Return what was typed without the space around it, and with lines ended as we end them."""
    return (text or "").replace("\r\n", "\n").strip()


def sent_file(file: FileStorage | None, most: int = MAX_BYTES) -> bytes:
    """Return what was chosen in a field for a file, or nothing.

    Of what is larger than it may be only so much is read that whoever looks at it can tell.
    """
    return file.read(most + 1) if file and file.filename else b""


def id_or_none(value: str | uuid.UUID | None) -> uuid.UUID | None:
    """Return the id that was chosen, or None for the choice that stands for none."""
    return uuid.UUID(str(value)) if value else None


def no_id_number(_form: Form, field: Field) -> None:
    """Refuse a text with what looks like a CPR number: nobody here needs one."""
    if ID_NUMBER.search(str(field.data or "")):
        raise ValidationError(
            _("This looks like a CPR number. Leave it out: it is not needed here.")
        )


def no_contact_details(_form: Form, field: Field) -> None:
    """Refuse a text with what looks like somebody's mail address or telephone number."""
    text = YEARS.sub("", str(field.data or ""))
    if MAIL_ADDRESS.search(text) or TELEPHONE.search(text):
        raise ValidationError(_("This looks like somebody's mail address or number. Leave it out."))


def filled(value: T | None) -> T:
    """Give back a field's data once validated, so type checkers know it is there."""
    if value is None:
        raise ValueError("read a required field before validating the form")
    return value


def show_error(form: FlaskForm, error: DomainError) -> None:
    """Put a domain error on the field it belongs to, or on the form as a whole."""
    if error.field:
        field = form[error.field]
        field.errors = [*field.errors, error.message]
    else:
        form.form_errors.append(error.message)
