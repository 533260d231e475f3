"""Asking once, before a loan ends, whether it goes on."""

from datetime import timedelta

from core import jobs
from core.db import utcnow
from core.formats import local_date
from media.kits.contributions import notifications, queries
from media.kits.contributions.permissions import BEFORE_THE_END, can_renew

A_DAY = timedelta(days=1)


@jobs.daily(hour=8)
@jobs.job("ask_for_renewals")
def ask_for_renewals(task: jobs.Task) -> None:
    """Queue one mail to everybody whose loan ends soon; mail and mark are saved together."""
    today = utcnow().date()  # it is tomorrow already where some are
    for number, one in enumerate(queries.to_be_asked(today, today + BEFORE_THE_END + A_DAY), 1):
        zone = one.ambassador.cohort.organisation.timezone
        if can_renew(one, local_date(utcnow(), zone)):
            notifications.ask_to_renew(one)
            one.renewal_asked_at = utcnow()
        task.progress(number, number)
