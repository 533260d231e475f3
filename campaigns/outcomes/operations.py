"""Writes about outcomes, each with its running totals. They may flush, and never commit."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts import audit
from accounts.models import User
from campaigns.models import Goal, Participation
from campaigns.outcomes import permissions, queries
from campaigns.outcomes.counting import Changes, Counts
from campaigns.outcomes.enums import Cause, Source, Stage
from campaigns.outcomes.errors import CampaignIsDraft, NothingToCorrect, NotInThisCampaign
from campaigns.outcomes.models import Correction, Outcome
from core.db import db, utcnow
from core.formats import local_date


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why an outcome changes, by which way we know, and who says so."""

    cause: Cause = Cause.NEWS
    via: Source
    reason: str = ""
    actor: User | None = None


def record(
    goal: Goal, *, reference: str, participation: Participation | None, source: Source
) -> Outcome:
    """Count a sign-up towards a goal. One that was cancelled before counts again from now."""
    now = utcnow()
    outcome = queries.find_outcome(goal, reference)
    if outcome is not None:
        after = Counts(Stage.SIGNED_UP, source, participation.id if participation else None)
        _change(outcome, after, Why(via=source), happened_at=now)
        return outcome
    outcome = Outcome(goal=goal, external_ref=reference, happened_at=now, news_at=now)
    outcome.stage, outcome.source = Stage.SIGNED_UP, source
    outcome.participation = participation
    db.session.add(outcome)
    db.session.flush()  # the participation's id follows
    changes = Changes(goal)
    changes.move(None, _counts(outcome), day_of(goal, now))
    changes.write()
    return outcome


def cancel(outcome: Outcome) -> None:
    """Take a sign-up, and that it was confirmed, out of the totals."""
    _move(outcome, Stage.CANCELLED)


def confirm(outcome: Outcome) -> None:
    """Count that somebody came, enrolled or joined."""
    _move(outcome, Stage.CONFIRMED)


def unconfirm(outcome: Outcome) -> None:
    """Take back that somebody came."""
    _move(outcome, Stage.SIGNED_UP)


def miss(outcome: Outcome) -> None:
    """Note that somebody did not turn up: signed up still, and not confirmed."""
    _move(outcome, Stage.NO_SHOW)


def _move(outcome: Outcome, stage: Stage) -> None:
    if outcome.stage is not stage:
        after = Counts(stage, outcome.source, outcome.participation_id)
        _change(outcome, after, Why(via=outcome.source))


def correct(
    outcome: Outcome,
    *,
    stage: Stage,
    participation: Participation | None,
    reason: str,
    actor: User,
) -> None:
    """Put an outcome right: how far it got, or who told. What it was stays in its history.

    Raises CampaignIsDraft, NotInThisCampaign, and NothingToCorrect when it is like that already.
    """
    if not permissions.takes_outcomes(outcome.goal.campaign):
        raise CampaignIsDraft
    db.session.refresh(outcome, with_for_update={"of": Outcome})
    if participation is not None and participation.campaign_id != outcome.goal.campaign_id:
        raise NotInThisCampaign
    before, person = _counts(outcome), participation.id if participation else None
    if (before.stage, before.participation_id) == (stage, person):
        raise NothingToCorrect
    source = before.source
    if before.participation_id != person:
        source = Source.BY_HAND if person else Source.NONE
    why = Why(cause=Cause.CORRECTION, via=Source.BY_HAND, reason=reason, actor=actor)
    _change(outcome, Counts(stage, source, person), why)
    audit.record(
        outcome.goal.campaign.organisation,
        actor=actor,
        action="outcome_corrected",
        subject=outcome,
        before=_told(before),
        after=_told(_counts(outcome)),
    )


def _told(counts: Counts) -> dict[str, str]:
    part = str(counts.participation_id) if counts.participation_id else ""
    return {"stage": counts.stage.value, "part": part}


def _change(
    outcome: Outcome, after: Counts, why: Why, *, happened_at: datetime | None = None
) -> None:
    """Make an outcome what it is now, keep what it was, and change the totals."""
    before, goal, now = _counts(outcome), outcome.goal, utcnow()
    db.session.add(
        Correction(
            outcome_id=outcome.id,
            position=queries.next_position(outcome),
            cause=why.cause,
            via=why.via,
            stage_before=before.stage,
            stage_after=after.stage,
            source_before=before.source,
            source_after=after.source,
            participation_before_id=before.participation_id,
            participation_after_id=after.participation_id,
            news_before=outcome.news_at,
            reason=why.reason,
            made_by=why.actor,
        )
    )
    changes = Changes(goal)
    changes.move(before, None, day_of(goal, outcome.happened_at))
    outcome.stage, outcome.source = after.stage, after.source
    outcome.participation_id, outcome.news_at = after.participation_id, now
    outcome.happened_at = happened_at or outcome.happened_at
    db.session.flush()  # so that the next change is counted after this one
    db.session.expire(outcome, ["participation"])
    changes.move(None, after, day_of(goal, outcome.happened_at))
    changes.write()


def _counts(outcome: Outcome) -> Counts:
    return Counts(outcome.stage, outcome.source, outcome.participation_id)


def day_of(goal: Goal, moment: datetime) -> date:
    """Return the day something counts on, in the organisation's zone."""
    return local_date(moment, goal.campaign.organisation.timezone)
