"""Hours in quarters, to read and to write. Pure but for the language."""

from decimal import Decimal

from flask import Flask
from flask_babel import ngettext

from core.formats import format_number

QUARTERS = 4


def hours_in(quarters: int) -> str:
    """Return "2,5 timer" for ten quarters of an hour."""
    hours = quarters / QUARTERS
    shown = format_number(int(hours) if hours == int(hours) else hours)
    # An hour and a half is "1.5 hours": only exactly one is one.
    number = 1 if quarters == QUARTERS else 2
    return str(ngettext("%(hours)s hour", "%(hours)s hours", number, hours=shown))


def quarters_in(hours: Decimal) -> int | None:
    """Return the quarters of that many hours, or nothing when they do not come out even."""
    quarters = hours * QUARTERS
    return int(quarters) if quarters == int(quarters) else None


def init_app(app: Flask) -> None:
    """Offer hours to templates as a filter."""
    app.jinja_env.filters["hours"] = hours_in
