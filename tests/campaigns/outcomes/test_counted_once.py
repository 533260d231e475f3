"""The same thing told by twenty at once is one outcome; what is put right stays readable."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEvent
from campaigns.models import CampaignDay, Goal, ParticipationWeek
from campaigns.outcomes import operations, queries, recounting
from campaigns.outcomes.enums import Cause, Source, Stage
from campaigns.outcomes.errors import NothingToCorrect
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.outcomes.news import News, Teller, note
from campaigns.outcomes.standing import Known, Verdict, verdict
from core import jobs
from core.db import db
from tests.campaigns.outcomes.events.test_rush import all_at_once
from tests.campaigns.outcomes.imports.lists import a_goal, totals

TELLERS = 20
NOON = datetime(2026, 2, 26, 12, tzinfo=UTC)


def test_twenty_at_once_are_one(app):
    goal, _organiser = a_goal()
    part = queries.part_with_code(goal.campaign, "kvarta")
    goal_id, part_id = goal.id, part.id if part else None
    db.session.commit()

    def tell(_number: int) -> str:
        news = News(reference="A-1", stage=Stage.CONFIRMED, participation_id=part_id, told_at=NOON)
        found = note(db.session.get_one(Goal, goal_id), news, Teller(via=Source.WEBHOOK))
        db.session.commit()
        return found.value

    answers = all_at_once(app, TELLERS, tell)
    assert answers == ["counted"] + ["same"] * (TELLERS - 1)
    assert db.session.scalar(select(func.count(Outcome.id))) == 1
    assert totals(goal) == (1, 1)
    assert recounting.differing() == []


@pytest.mark.parametrize(
    ("stage", "hours", "is_dated", "expected"),
    [
        (Stage.CONFIRMED, 0, True, Verdict.SAME),
        (Stage.SIGNED_UP, -1, True, Verdict.OLDER),
        (Stage.SIGNED_UP, 0, True, Verdict.OLDER),  # as new, and not as far
        (Stage.CANCELLED, 0, True, Verdict.CHANGED),
        (Stage.SIGNED_UP, 1, True, Verdict.CHANGED),
        (Stage.SIGNED_UP, 1, False, Verdict.OLDER),  # no date: never back to signed up
        (Stage.NO_SHOW, 1, False, Verdict.CHANGED),
    ],
)
def test_newer_news_stands(stage, hours, is_dated, expected):
    known = Known(Stage.CONFIRMED, NOON, is_attributed=True)
    told_at = NOON + timedelta(hours=hours)
    assert verdict(known, stage, told_at, is_dated=is_dated, names_somebody=True) is expected


def test_a_correction_has_a_reason_and_leaves_the_first_value_readable(app, run_jobs):
    goal, organiser = a_goal()
    told, other = (queries.part_with_code(goal.campaign, code) for code in ("KVARTA", "KVARTB"))
    outcome = operations.record(goal, reference="A-1", participation=told, source=Source.LINK)
    operations.confirm(outcome)
    who, why = organiser.user, "She was told by the other one"
    operations.correct(outcome, stage=Stage.NO_SHOW, participation=other, reason=why, actor=who)
    db.session.commit()

    with pytest.raises(NothingToCorrect):
        operations.correct(
            outcome, stage=Stage.NO_SHOW, participation=other, reason="again", actor=who
        )
    db.session.rollback()
    first, last = queries.history_of(outcome)
    assert (first.cause, first.stage_before, first.stage_after) == (
        Cause.NEWS,
        Stage.SIGNED_UP,
        Stage.CONFIRMED,
    )
    assert (last.cause, last.reason, last.made_by) == (Cause.CORRECTION, why, who)
    assert (last.participation_before, last.source_before) == (told, Source.LINK)
    assert (outcome.participation, outcome.source) == (other, Source.BY_HAND)
    assert [told.sign_ups, told.confirmed, other.sign_ups, other.confirmed] == [0, 0, 1, 0]
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("outcome_corrected", who.id)
    assert recounting.differing() == []

    for model, wrong in (
        (GoalSource, {"confirmed": 9}),
        (CampaignDay, {"day": NOON.date()}),  # the same number, on another day
        (ParticipationWeek, {"sign_ups": 5}),
    ):
        db.session.query(model).update(wrong)
        db.session.commit()
        assert recounting.differing() == [goal.campaign_id], model
        jobs.enqueue("check_outcome_totals")
        run_jobs()
        assert recounting.differing() == [], model
    assert totals(goal) == (1, 0)
