"""Writes about outcomes, each with its running totals. They may flush, and never commit."""

from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Goal, Participation
from campaigns.outcomes import queries
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.models import GoalSource, Outcome
from core.db import count_up, db, table_of, utcnow
from core.formats import local_date


def record(
    goal: Goal, *, reference: str, participation: Participation | None, source: Source
) -> Outcome:
    """Count a sign-up towards a goal. One that was cancelled before counts again from now."""
    outcome = queries.find_outcome(reference)
    if outcome is None:
        outcome = Outcome(goal=goal, external_ref=reference)
        db.session.add(outcome)
    outcome.participation, outcome.source = participation, source
    outcome.stage, outcome.happened_at = Stage.SIGNED_UP, utcnow()
    _count(outcome, Step.SIGN_UPS, by=1)
    return outcome


def cancel(outcome: Outcome) -> None:
    """Take a sign-up, and that it was confirmed, out of the totals."""
    _count(outcome, Step.SIGN_UPS, by=-1)
    if outcome.stage is Stage.CONFIRMED:
        _count(outcome, Step.CONFIRMED, by=-1)
    outcome.stage = Stage.CANCELLED


def confirm(outcome: Outcome) -> None:
    """Count that somebody came, enrolled or joined."""
    outcome.stage = Stage.CONFIRMED
    _count(outcome, Step.CONFIRMED, by=1)


def unconfirm(outcome: Outcome) -> None:
    """Take back that somebody came."""
    outcome.stage = Stage.SIGNED_UP
    _count(outcome, Step.CONFIRMED, by=-1)


def _count(outcome: Outcome, step: Step, *, by: int) -> None:
    """Change the running totals; who came by themselves is no step on the ambassadors' ladder."""
    if step is Step.SIGN_UPS:
        keys = {"goal_id": outcome.goal.id, "source": outcome.source}
        count_up(table_of(GoalSource), keys, {"sign_ups": by})
    if outcome.source is Source.NONE:
        return
    campaign = outcome.goal.campaign
    totals.count(
        campaign_id=campaign.id,
        participation_id=outcome.participation.id if outcome.participation else None,
        step=step,
        day=local_date(outcome.happened_at, campaign.organisation.timezone),
        by=by,
    )
