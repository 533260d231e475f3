"""Days as people write and apps show them, in Danish and English. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar january jan", "februar february feb", "marts march mar", "april apr", "maj may",
         "juni june jun", "juli july jul", "august aug", "september sept sep",
         "oktober october okt oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = (
    "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|man|tir|tirs|ons|tor|tors|fre|lør|søn"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
)
BEFORE = rf"\s*(?:(?:{WEEKDAYS})\.?,?\s+)?(?:den\s+|d\.\s*)?"
HOUR = (
    r"(?:(?:,?\s*(?:kl\.?|at)|[,T]|\s)\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"(?:\s*[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))


def _pattern(day: str) -> re.Pattern[str]:
    return re.compile(BEFORE + day + HOUR, re.IGNORECASE)


YEAR_FIRST = _pattern(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
NUMBERS = _pattern(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d{2})(?!\d)")
NAMED = _pattern(rf"(?P<d>\d{{1,2}})\.?\s*(?P<n>{NAMES})\b\.?(?:,?\s+(?P<y>\d{{4}})\b)?")
MONTH_FIRST = _pattern(
    rf"(?P<n>{NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}})\b)?"
)
AGO = re.compile(
    r"\s*(?:for\s+)?(?P<count>\d{1,3}|en|et|a|an)\s*"
    r"(?P<unit>minut(?:ter)?|min|timer?|t|hours?|h|dage?|days?|d|uger?|u|weeks?|w)\.?"
    r"(?:\s+(?:siden|ago))?\s*",
    re.IGNORECASE,
)
WORDS = {"i dag": 0, "idag": 0, "today": 0, "i går": 1, "igår": 1, "yesterday": 1}


@dataclass(frozen=True)
class Found:
    """A day at the beginning of a line, what follows it, and whether its year was written."""

    day: date
    rest: str
    has_year: bool


def day_at_start(line: str, today: date) -> Found | None:
    """Return the day a line begins with; without a year it is the last such day."""
    for pattern in (YEAR_FIRST, NUMBERS, NAMED, MONTH_FIRST):
        if found := pattern.match(line):
            parts = found.groupdict()
            month = MONTHS[parts["n"].lower()] if "n" in parts else int(parts["m"])
            day = _day(parts["y"], month, int(parts["d"]), today)
            return Found(day, line[found.end() :], bool(parts["y"])) if day else None
    return _ago(line, today)


def whole_day(text: str, today: date, *, month_first: bool = False) -> date | None:
    """Return the day a cell holds and nothing but; ``month_first`` is for American lists."""
    if month_first and (found := NUMBERS.match(text)) and not text[found.end() :].strip():
        return _day(found["y"], int(found["d"]), int(found["m"]), today)
    start = day_at_start(text, today)
    return start.day if start and not start.rest.strip() else None


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        found = date(today.year, month, day)
        return found if found <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def _ago(line: str, today: date) -> Found | None:
    bare = line.strip().lower().rstrip(".")
    if bare in WORDS:
        return Found(today - timedelta(days=WORDS[bare]), "", has_year=True)
    found = AGO.fullmatch(line)
    if not found:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    unit = found["unit"].lower()
    days = count if unit.startswith("d") else count * 7 if unit[0] in "uw" else 0
    return Found(today - timedelta(days=days), "", has_year=True)
