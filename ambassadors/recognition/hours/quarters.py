"""Hours in quarters, to read and to write. Pure but for the language."""

import re
from decimal import Decimal

from flask_babel import ngettext

from core.formats import format_number

QUARTERS = 4
HOURS_A_DAY = 24
NUMBER = re.compile(r"[0-9]{1,2}([.,][0-9]{1,4})?")


def hours_in(quarters: int) -> str:
    """Return "2,5 timer" for ten quarters of an hour."""
    hours = quarters / QUARTERS
    shown = format_number(int(hours) if hours == int(hours) else hours)
    # An hour and a half is "1.5 hours": only exactly one is one.
    number = 1 if quarters == QUARTERS else 2
    return str(ngettext("%(hours)s hour", "%(hours)s hours", number, hours=shown))


def number_in(text: str) -> Decimal | None:
    """Read "1,5" and "1.5"; what is no number gives nothing."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def quarters_in(hours: Decimal) -> int | None:
    """Return the quarters of that many hours, or nothing when they do not come out even."""
    quarters = hours * QUARTERS
    return int(quarters) if quarters == int(quarters) else None
