"""What came of messages is kept for a month."""

from campaigns.outcomes.webhooks import operations
from core import jobs
from core.db import db


@jobs.daily(hour=3)
@jobs.job("forget_webhook_deliveries")
def forget_webhook_deliveries(task: jobs.Task) -> None:
    """Forget what came of messages a month ago; what they told stays."""
    operations.forget_deliveries()
    db.session.commit()
