"""What every form shares: the base class, reading validated values, showing broken rules."""

from typing import TypeVar

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs are a version behind
    SelectChoice,
    SelectMultipleField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from core.errors import DomainError

__all__ = ["SelectChoice", "TicksField", "filled", "show_error"]

T = TypeVar("T")


class TicksField(SelectMultipleField):
    """Several of a few, as ticks."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


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
