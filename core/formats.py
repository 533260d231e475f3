"""Dates, times and numbers as people in the organisation's zone write them."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import Flask, g
from flask_babel import gettext as _

from core.languages import kept_for_this_page, language

DEFAULT_ZONE = ZoneInfo("Europe/Copenhagen")
DAYS_WITHOUT_YEAR = 300


def use_zone(name: str) -> None:
    """Show this request's times in the zone called ``name``."""
    g.zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    """Return the zone in which times are shown."""
    try:
        return cast(ZoneInfo, kept_for_this_page().zone)
    except (AttributeError, RuntimeError):  # nobody's zone is used, or this is no page
        return DEFAULT_ZONE


def local(moment: datetime) -> datetime:
    """Return an aware moment in the zone in use."""
    return moment.astimezone(zone())


def local_date(moment: datetime, zone_name: str) -> date:
    """Return the calendar day of an aware moment in the zone called ``zone_name``."""
    return moment.astimezone(ZoneInfo(zone_name)).date()


def _calendar() -> str:
    """Return whose calendar to write in: Danish, or British, as in "26 February 2026"."""
    return "da" if language() == "da" else "en_GB"


def format_date(value: date | datetime, style: str = "long") -> str:
    """Return a day, as "26. februar 2026"."""
    day = local(value).date() if isinstance(value, datetime) else value
    return _date(day, style, _calendar())


@lru_cache(maxsize=4096)
def _date(day: date, style: str, calendar: str) -> str:
    """Remember what was written: a list says the same few days on every line."""
    return str(dates.format_date(day, style, locale=calendar))


def format_day(value: date | datetime) -> str:
    """Return a day with its weekday, as "torsdag 26. februar"; a distant one with its year."""
    day = local(value).date() if isinstance(value, datetime) else value
    distance = abs((day - datetime.now(zone()).date()).days)
    pattern = "EEEE d. MMMM" if language() == "da" else "EEEE d MMMM"
    pattern += " y" if distance > DAYS_WITHOUT_YEAR else ""
    return _date(day, pattern, _calendar())


def format_month(value: date) -> str:
    """Return a month by itself, in short, as "nov."."""
    return _date(value, "LLL", _calendar())


def format_month_and_year(value: date) -> str:
    """Return a month with its year, as "november 2026"."""
    return _date(value, "LLLL y", _calendar())


def format_time(value: datetime) -> str:
    """Return the time of day, as "15.00"."""
    there = local(value)
    return _time(there.hour, there.minute, _calendar())


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, calendar: str) -> str:
    """Remember what was written, as for days."""
    return str(dates.format_time(time(hour, minute), "short", locale=calendar))


def format_datetime(value: datetime) -> str:
    """Return a day and time, as "26. februar 2026 kl. 15.00"."""
    return str(_("%(date)s at %(time)s", date=format_date(value), time=format_time(value)))


def format_number(value: int | float) -> str:
    """Return a number with the language's separators."""
    return _decimal(value, language())


@lru_cache(maxsize=4096)
def _decimal(value: int | float, locale: str) -> str:
    """Remember what was written: a page of results shows hundreds of numbers, mostly the same."""
    return str(numbers.format_decimal(value, locale=locale))


def format_percent(share: float) -> str:
    """Return a share between 0 and 1 as whole percent."""
    return _percent(share, language())


@lru_cache(maxsize=1024)
def _percent(share: float, locale: str) -> str:
    """Remember what was written, as for numbers."""
    return str(numbers.format_percent(share, locale=locale))


def init_app(app: Flask) -> None:
    """Offer the formats to templates as filters."""
    app.jinja_env.filters.update(
        date=format_date,
        day=format_day,
        month_name=format_month,
        month_and_year=format_month_and_year,
        time=format_time,
        datetime=format_datetime,
        number=format_number,
        percent=format_percent,
    )
