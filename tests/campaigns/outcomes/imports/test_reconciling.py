"""A list of 1,212 registrations: each counted once, put right, brought in again, and undone."""

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEvent
from campaigns.models import CampaignDay
from campaigns.outcomes import recounting
from campaigns.outcomes.enums import Cause, Source, Stage
from campaigns.outcomes.imports import jobs as list_jobs
from campaigns.outcomes.imports.enums import ListState, RowFate
from campaigns.outcomes.imports.models import OutcomeImportRow
from campaigns.outcomes.models import Correction, GoalSource, Outcome
from core import jobs
from core.db import db
from core.job_registry import Task
from core.models import Job
from tests.campaigns.outcomes.imports.lists import (
    HEADINGS,
    a_goal,
    bring_in,
    later_news,
    registrations,
    row,
    the_list,
    totals,
)


@pytest.fixture
def desk(app, sign_in):
    goal, organiser = a_goal()
    return sign_in(organiser.user), goal


def fates(address: str) -> dict[str, int]:
    rows = db.session.execute(
        select(OutcomeImportRow.fate, func.count())
        .where(OutcomeImportRow.import_id == the_list(address).id)
        .group_by(OutcomeImportRow.fate)
    )
    return {fate.value: number for fate, number in rows}


def count(client, run_jobs, address: str) -> None:
    client.post(f"{address}/confirmation")
    client.post(f"{address}/confirmation")  # pressed twice
    run_jobs()


def trail() -> list[tuple[str, bool]]:
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.created_at))
    told = {"outcomes_imported", "outcome_import_undone"}
    return [(row.action, row.actor_id is not None) for row in rows if row.action in told]


def test_a_list_is_reconciled(desk, run_jobs):
    client, goal = desk
    address = bring_in(client, goal, registrations().encode("windows-1252"))
    run_jobs()
    assert fates(address) == {"count": 1_200, "unknown_code": 7, "double": 5}
    assert totals(goal) == (0, 0)  # nothing is written before the yes
    page = client.get(address).text
    assert "1,200 rows have news" in page
    assert "7 rows need putting right" in page
    assert "@example.dk" not in client.get(f"{address}/fix-list.csv").text

    count(client, run_jobs, address)
    assert totals(goal) == (1_200, 1_200)
    outcome = db.session.scalars(select(Outcome).where(Outcome.external_ref == "A-0")).one()
    assert (outcome.source, outcome.stage) == (Source.IMPORT, Stage.CONFIRMED)
    day = db.session.scalars(select(CampaignDay).where(CampaignDay.sign_ups > 0)).one()
    assert (day.day.isoformat(), day.confirmed) == ("2026-02-26", 1_200)
    source = db.session.scalars(select(GoalSource)).one()
    assert (source.source, source.sign_ups, source.confirmed) == (Source.IMPORT, 1_200, 1_200)

    again = bring_in(client, goal, registrations().encode("utf-16"))
    run_jobs()
    assert fates(again) == {"same": 1_200, "unknown_code": 7, "double": 5}
    client.post(f"{again}/confirmation")
    run_jobs()
    assert totals(goal) == (1_200, 1_200)

    fixing = {f"code-{row}": "kvarta" for row in range(1_202, 1_209)}
    client.post(f"{address}/fixes", data=fixing)
    count(client, run_jobs, address)
    assert totals(goal) == (1_207, 1_207)
    assert fates(address) == {"counted": 1_207, "double": 5}


def test_what_comes_later_lowers_what_was_confirmed(desk, run_jobs):
    client, goal = desk
    first = bring_in(client, goal, registrations().encode("utf-8-sig"))
    run_jobs()
    count(client, run_jobs, first)
    later = bring_in(client, goal, later_news(left=70, absent=50).encode())
    run_jobs()
    assert fates(later) == {"change": 120}
    count(client, run_jobs, later)

    assert totals(goal) == (1_130, 1_080)
    changes = db.session.scalars(select(Correction)).all()
    assert len(changes) == 120
    assert {(one.cause, one.via, one.stage_before) for one in changes} == {
        (Cause.NEWS, Source.IMPORT, Stage.CONFIRMED)
    }
    assert recounting.differing() == []

    old = bring_in(client, goal, registrations().encode())
    run_jobs()
    assert fates(old)["older"] == 120  # older news never overwrites newer
    client.post(f"{later}/undoing")
    client.post(f"{later}/undoing")
    run_jobs()
    assert totals(goal) == (1_200, 1_200)
    client.post(f"{first}/undoing")
    run_jobs()
    assert totals(goal) == (0, 0)
    undone = the_list(first)
    assert (undone.state, undone.counts["undone"], undone.counts["kept"]) == (
        ListState.UNDONE,
        1_200,
        0,
    )
    assert db.session.scalar(select(func.count(Outcome.id))) == 1_200  # and each says why
    assert recounting.differing() == []
    assert trail() == [
        ("outcomes_imported", True),
        ("outcomes_imported", True),
        ("outcome_import_undone", True),
        ("outcome_import_undone", True),
    ]
    back = bring_in(client, goal, registrations().encode())
    run_jobs()
    count(client, run_jobs, back)
    assert totals(goal) == (1_200, 1_200)


def test_a_killed_job_goes_on_where_it_was(desk, run_jobs, monkeypatch):
    client, goal = desk
    address = bring_in(client, goal, registrations().encode())
    run_jobs()
    monkeypatch.setattr("campaigns.outcomes.imports.jobs.BATCH", 500)
    done = []

    def die(*_args: object) -> None:
        done.append(1)
        if len(done) == 2:
            raise KeyboardInterrupt  # as when the process goes away in the middle

    client.post(f"{address}/confirmation")
    with monkeypatch.context() as dying:
        dying.setattr("campaigns.outcomes.imports.jobs._check_rights", die)
        with pytest.raises(KeyboardInterrupt):
            run_jobs()
    db.session.rollback()
    assert totals(goal) == (500, 500)
    job = db.session.scalars(select(Job).where(Job.kind == "count_outcomes")).one()
    assert job.done == 500
    task = Task(job.id, job.kind, job.subject_id, {}, job.attempts, 5)
    list_jobs.count_outcomes(task)
    db.session.commit()
    assert totals(goal) == (1_200, 1_200)
    assert the_list(address).counts[RowFate.COUNTED.value] == 1_200


def test_who_is_no_organiser_any_more_undoes_nothing_and_no_year_is_mistyped(desk, run_jobs):
    client, goal = desk
    mistyped = "\r\n".join([HEADINGS, row(1, "KVARTA"), row(2, "KVARTA", day="26-02-0206")])
    address = bring_in(client, goal, mistyped.encode())
    assert fates(address) == {"count": 1, "bad_date": 1}
    typed = {"goal": str(goal.id), "reference": "B-1", "stage": "signed_up", "day": "0206-02-26"}
    campaign = f"/o/{goal.campaign.organisation.slug}/campaigns/{goal.campaign_id}"
    assert client.post(f"{campaign}/outcomes/new", data=typed).status_code == 422
    count(client, run_jobs, address)
    client.post(f"{address}/undoing")
    for membership in list(goal.campaign.organisation.memberships):
        db.session.delete(membership)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert (the_list(address).state, totals(goal)) == (ListState.DONE, (1, 1))
