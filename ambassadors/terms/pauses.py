"""Which pause counts. Pure: no query, no request."""

from collections.abc import Iterable
from datetime import date, timedelta

from ambassadors.models import Pause

LONGEST = timedelta(days=366)
SUGGESTED_WEEKS = (1, 2, 3)


def current_or_next(pauses: Iterable[Pause], today: date) -> Pause | None:
    """Return the pause somebody is on, or else the next one."""
    ahead = [pause for pause in pauses if pause.ends_on >= today]
    return min(ahead, key=lambda pause: pause.starts_on, default=None)


def last_day(today: date, weeks: int) -> date:
    """Return the last day of a pause of whole weeks that begins today."""
    return today + timedelta(weeks=weeks) - timedelta(days=1)
