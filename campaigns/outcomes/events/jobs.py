"""What is promised on the event page, kept: sign-ups are deleted a month afterwards."""

import logging

from campaigns.outcomes.events import operations
from core import jobs
from core.db import db

logger = logging.getLogger(__name__)


@jobs.daily(hour=3)
@jobs.job("forget_sign_ups")
def forget_sign_ups(task: jobs.Task) -> None:
    """Delete the people who signed up for events long past; the totals stay."""
    forgotten = operations.forget_sign_ups()
    db.session.commit()
    if forgotten:
        logger.info("%d sign-ups forgotten", forgotten)
