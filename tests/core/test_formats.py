"""Dates are written the Danish way, or the British."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask_babel import force_locale, gettext, lazy_gettext

from core.formats import format_date, format_day, format_number, format_percent, format_time


def test_dates_are_british_in_english(app: Flask) -> None:
    moment = datetime(2027, 2, 26, 14, 0, tzinfo=UTC)
    with force_locale("en"):
        assert (format_date(moment), format_time(moment)) == ("26 February 2027", "15:00")
    with force_locale("da"):
        assert (format_date(moment), format_time(moment)) == ("26. februar 2027", "15.00")


def test_a_distant_day_carries_its_year(app: Flask) -> None:
    with force_locale("da"):
        assert format_day(date(2024, 8, 31)) == "lørdag 31. august 2024"
        assert not format_day(datetime.now(UTC).date() + timedelta(days=30))[-4:].isdigit()


def test_words_follow_the_language_in_use(app: Flask) -> None:
    said = lazy_gettext("Results")
    with force_locale("en"):
        assert (gettext("Results"), str(said)) == ("Results", "Results")
    with force_locale("da"):
        assert (gettext("Results"), str(said)) == ("Resultater", "Resultater")
        assert (format_number(1234), format_percent(0.5)) == ("1.234", "50\xa0%")
    with force_locale("de"):
        assert gettext("Results") != "Ergebnisse"
    with force_locale("en"):
        assert str(said) == "Results"
        assert (format_number(1234), format_percent(0.5)) == ("1,234", "50%")
