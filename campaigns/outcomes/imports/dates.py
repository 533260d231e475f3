"""Days as Danish spreadsheets write them. Pure."""

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})(?:[ T,]+(?:kl\.? *)?(.+))?")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(.+))?")
HOUR = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
END_OF_DAY = time(23, 59, 59)
EARLIEST = date(2000, 1, 1)  # a year mistyped: 0206 for 2026 would be eighteen centuries of weeks


@lru_cache(maxsize=1_024)  # a list of thousands has the days of a season
def moment_of(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when a cell says that something was so; None for what is no such day.

    A day without an hour is over before it counts as told, so that it is no older than something
    told with an hour on the same day; today's is told now. What is still to come is no such day.
    """
    found = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    first, month, last, rest = found.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    try:
        whole = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        if whole < EARLIEST:
            return None
        hour, offset = _hour(rest)
        hour = None if hour == time(0) and not offset else hour  # a day in a spreadsheet
        moment = datetime.combine(whole, hour or END_OF_DAY, tzinfo=zone)
        if offset:
            moment = datetime.fromisoformat(f"{moment.replace(tzinfo=None).isoformat()}{offset}")
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if hour is None:
        is_today = whole == now.astimezone(zone).date()
        return now if is_today else (moment if moment <= now else None)
    return moment if moment <= now else None


def _hour(rest: str | None) -> tuple[time | None, str]:
    if not rest:
        return None, ""
    found = HOUR.fullmatch(rest.strip())
    if not found:
        raise ValueError(rest)
    hours, minutes, seconds, offset = found.groups()
    offset = (offset or "").replace("Z", "+00:00")
    return time(int(hours), int(minutes), int(seconds or 0)), offset
