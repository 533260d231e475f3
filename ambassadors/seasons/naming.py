"""What the next season may be called and when it may be: a suggestion. Pure."""

import re
from datetime import date

NUMBERS = re.compile(r"(?<!\d)(?:20)?\d\d(?!\d)")


def next_name(name: str) -> str:
    """Return a cohort's name a year on: "Holstebro H26" becomes "Holstebro H27"."""
    later = NUMBERS.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), name)
    return later if later != name else f"{name} 2"


def a_year_on(day: date) -> date:
    """Return the same day next year, the 28th for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
