"""What narrows the trail: it changes nothing and needs no token; the unknown counts for none."""

from collections.abc import Mapping
from datetime import date

from accounts.forms import tidy
from accounts.trail.queries import Wanted

LONGEST = 100


def wanted(arguments: Mapping[str, str]) -> Wanted:
    """Return which events an address asks for."""
    return Wanted(
        who=_words(arguments.get("who")),
        what=_words(arguments.get("what")),
        words=_words(arguments.get("words")),
        first=_day(arguments.get("first")),
        last=_day(arguments.get("last")),
    )


def arguments(wanted: Wanted) -> dict[str, str]:
    """Return what an address says to ask for these events."""
    return {name: str(value) for name, value in vars(wanted).items() if value}


def _words(text: str | None) -> str:
    return (tidy(text) or "")[:LONGEST]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None
