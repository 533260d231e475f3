"""When so many clicks come at once that somebody should look at them. Pure.

A burst counts until somebody sets it aside: a story that takes off looks the same as a machine.
"""

from datetime import UTC, datetime, timedelta

QUARTER = 900  # every zone's midnight falls on a quarter of an hour
BURST = 60  # clicks on one link in a quarter of an hour: one each fifteen seconds
KEPT = timedelta(days=2)  # how long quarters that are no burst can still become one


def starts_at(quarter: int) -> datetime:
    """Return when a quarter of an hour began, given its number since 1970."""
    return datetime.fromtimestamp(quarter * QUARTER, UTC)
