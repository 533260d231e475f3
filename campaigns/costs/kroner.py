"""Kroner and øre, to read and to write. Pure but for the language."""

import re

from flask_babel import gettext as _

from core.formats import format_number

ORE = 100
LARGEST = 10_000_000 * ORE
NUMBER = re.compile(
    r"(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}))?|(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})"
)


def ore_in(text: str) -> int | None:
    """Read "1.250,50", "1250.50" and "1 250 kr." as øre; what is no amount gives nothing.

    A point or comma before three digits stands between thousands, one before fewer begins the øre.
    """
    plain = re.sub(r"(?i)\s*kr\.?\s*", "", text.replace("\N{NO-BREAK SPACE}", " ")).strip()
    found = NUMBER.fullmatch(plain)
    if found is None:
        return None
    whole, part = found[1] or found[3], found[2] or found[4] or ""
    return int(re.sub(r"\D", "", whole)) * ORE + int(part.ljust(2, "0") if part else 0)


def plain(ore: int) -> str:
    """Return an amount as it is typed: "1250" or "1250,50"."""
    whole, part = divmod(ore, ORE)
    return f"{whole}{format_number(0.5)[1]}{part:02d}" if part else str(whole)


def kroner(ore: int) -> str:
    """Return "1.250 kr." for 125000 øre; øre are shown only where there are some."""
    whole, part = divmod(ore, ORE)
    rest = f"{format_number(0.5)[1]}{part:02d}" if part else ""
    return str(_("%(number)s kr.", number=format_number(whole) + rest))


def whole_kroner(ore: float) -> str:
    """Return an amount in whole kroner, as ranges are told."""
    return kroner(round(ore / ORE) * ORE)
