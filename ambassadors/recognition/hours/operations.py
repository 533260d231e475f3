"""What an ambassador writes about hours, and whether a cohort counts them. Routes commit."""

from dataclasses import dataclass
from datetime import date

from accounts import audit
from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition.hours import queries
from ambassadors.recognition.hours.errors import DayToCome, HoursNotCounted, LongerThanADay
from ambassadors.recognition.hours.models import QUARTERS_A_DAY, HoursEntry
from core.db import db


@dataclass(frozen=True)
class Given:
    """Time somebody says they gave on a day, in quarters of an hour, and what for."""

    day: date
    quarters: int
    what: str


def log_hours(ambassador: Ambassador, given: Given, *, today: date) -> HoursEntry:
    """Keep what an ambassador did on a day.

    Raises HoursNotCounted where a cohort does not want them, DayToCome and LongerThanADay.
    """
    if not ambassador.cohort.counts_hours:
        raise HoursNotCounted
    entry = HoursEntry(
        ambassador_id=ambassador.id, day=given.day, quarters=given.quarters, what=given.what
    )
    _check(ambassador, entry, today)
    db.session.add(entry)
    return entry


def edit_hours(ambassador: Ambassador, entry: HoursEntry, given: Given, *, today: date) -> None:
    """Change one's own entry. Raises as ``log_hours`` does."""
    entry.day, entry.quarters, entry.what = given.day, given.quarters, given.what
    with db.session.no_autoflush:
        _check(ambassador, entry, today)


def _check(ambassador: Ambassador, entry: HoursEntry, today: date) -> None:
    if entry.day > today:
        raise DayToCome
    already = queries.quarters_on(ambassador, entry.day, but=entry.id)
    if already + entry.quarters > QUARTERS_A_DAY:
        raise LongerThanADay


def remove_hours(entry: HoursEntry) -> None:
    """Forget one's own entry."""
    db.session.delete(entry)


def count_hours(cohort: Cohort, wanted: bool, *, actor: User) -> None:
    """Begin or stop counting a cohort's hours; what is logged stays."""
    if cohort.counts_hours == wanted:
        return
    cohort.counts_hours = wanted
    audit.record(
        cohort.organisation,
        actor=actor,
        action="hours_counted" if wanted else "hours_not_counted",
        subject=cohort,
    )
