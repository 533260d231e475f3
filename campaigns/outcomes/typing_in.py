"""Counting one outcome that somebody types in."""

from dataclasses import dataclass
from datetime import datetime

from accounts import audit
from accounts.models import User
from campaigns.models import Goal, Participation
from campaigns.outcomes import permissions, queries
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.errors import CampaignIsDraft, CountedAlready
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.news import News, Teller, note
from campaigns.outcomes.standing import Verdict


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An outcome as it was typed; ``happened_at`` is aware."""

    reference: str
    stage: Stage
    participation: Participation | None
    happened_at: datetime


def count_by_hand(goal: Goal, typed: Typed, *, actor: User) -> Outcome | None:
    """Count one outcome; the trail tells who typed it. Raises CampaignIsDraft, CountedAlready."""
    if not permissions.takes_outcomes(goal.campaign):
        raise CampaignIsDraft
    news = News(
        reference=typed.reference,
        stage=typed.stage,
        participation_id=typed.participation.id if typed.participation else None,
        told_at=typed.happened_at,
    )
    if queries.find_outcome(goal, typed.reference) is not None:
        raise CountedAlready
    if note(goal, news, Teller(via=Source.BY_HAND, actor_id=actor.id)) is not Verdict.COUNTED:
        raise CountedAlready
    outcome = queries.find_outcome(goal, typed.reference)
    audit.record(
        goal.campaign.organisation,
        actor=actor,
        action="outcome_typed",
        subject=outcome,
        after={"stage": typed.stage.value},
    )
    return outcome
