"""Work beside the pages: many are taken into a campaign; at night those past their last day close.

At night, too, the totals are proved.
"""

import logging

from campaigns import operations, queries, recounting, states
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from core import jobs
from core.db import db, utcnow

logger = logging.getLogger(__name__)


@jobs.job(operations.TAKING_IN)
def take_everybody_in(task: jobs.Task) -> None:
    """Give all whom a campaign is for a part in it, for as long as it runs.

    Each wave is saved whole, so one that was killed goes on with those who have none yet.
    """
    campaign = db.session.get_one(Campaign, task.subject_id)
    done, total = 0, queries.count_missing(campaign)
    while True:
        queries.hold(campaign)
        db.session.refresh(campaign, ["status"])
        if campaign.status is not CampaignStatus.LIVE:
            break
        taken_in = operations.take_in_some(campaign)
        if not taken_in:
            break
        done += len(taken_in)
        task.progress(done, max(done, total))


@jobs.daily(hour=1)
@jobs.job("close_ended_campaigns")
def close_ended_campaigns(task: jobs.Task) -> None:
    """Close each live campaign whose last day is over where its organisation is."""
    ended = [campaign.id for campaign in queries.ended_campaigns(utcnow())]
    db.session.commit()
    for number, campaign_id in enumerate(ended, start=1):
        states.close_ended(campaign_id)
        task.progress(number, len(ended))


@jobs.daily(hour=4)
@jobs.job("check_group_totals")
def check_group_totals(task: jobs.Task) -> None:
    """Count the totals of groups anew where they differ from their people, and log that."""
    db.session.connection(execution_options={"reading": True})  # nobody waits while all is read
    wrong = recounting.differing()
    db.session.rollback()  # nothing was written
    for number, campaign_id in enumerate(wrong, start=1):
        recounting.count_anew(campaign_id)
        logger.warning("the groups of campaign %s were counted anew", campaign_id)
        task.progress(number, len(wrong))
