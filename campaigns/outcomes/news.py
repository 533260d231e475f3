"""What lists and other systems tell: many outcomes at once, each counted once.

The same news from twenty sides at once is one outcome: the row is made by one INSERT that gives way
to whoever was quicker, and known rows are locked before they are judged.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from campaigns.models import Goal
from campaigns.outcomes.counting import Changes, Counts
from campaigns.outcomes.enums import Cause, Source, Stage
from campaigns.outcomes.models import Correction, Outcome
from campaigns.outcomes.operations import day_of
from campaigns.outcomes.standing import Known, Verdict, verdict
from core.db import db, insert_into, table_of, utcnow


@dataclass(frozen=True, kw_only=True)
class News:
    """What was told of one outcome; undated news is told when it arrives."""

    reference: str
    stage: Stage
    participation_id: uuid.UUID | None
    told_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Teller:
    """By which way news comes, and the list it is part of or whoever typed it."""

    via: Source
    import_id: uuid.UUID | None = None
    actor_id: uuid.UUID | None = None


@dataclass
class _Noting:
    goal: Goal
    teller: Teller
    now: datetime = field(default_factory=utcnow)
    changed: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    changes: Changes = field(init=False)

    def __post_init__(self) -> None:
        self.changes = Changes(self.goal)


def note_all(goal: Goal, told: Sequence[News], teller: Teller) -> dict[str, Verdict]:
    """Count what is new, change what is known and now different; return it by reference.

    Each reference stands once in ``told``. Write of one kind after the other and in one order, so
    that two lists with the same references never wait for each other in turn.
    """
    work = _Noting(goal, teller)
    told = sorted(told, key=lambda news: news.reference)
    made = _insert(work, told)
    rows = _locked(goal, [news.reference for news in told])
    verdicts: dict[str, Verdict] = {}
    for news in told:
        row = rows[news.reference]
        if row.id == made[news.reference]:
            verdicts[news.reference] = Verdict.COUNTED
            counts = Counts(row.stage, row.source, row.participation_id)
            work.changes.move(None, counts, day_of(goal, row.happened_at))
        else:
            verdicts[news.reference] = _judge(work, news, row)
    _write(work)
    return verdicts


def note(goal: Goal, news: News, teller: Teller) -> Verdict:
    """Count or change one outcome."""
    return note_all(goal, [news], teller)[news.reference]


def _source(participation_id: uuid.UUID | None, teller: Teller) -> Source:
    return teller.via if participation_id else Source.NONE


def _insert(work: _Noting, told: Sequence[News]) -> dict[str, uuid.UUID]:
    made = {news.reference: uuid.uuid4() for news in told}
    rows = [
        {
            "id": made[news.reference],
            "created_at": work.now,
            "goal_id": work.goal.id,
            "participation_id": news.participation_id,
            "source": _source(news.participation_id, work.teller),
            "stage": news.stage,
            "external_ref": news.reference,
            "happened_at": news.told_at or work.now,
            "news_at": news.told_at or work.now,
            "import_id": work.teller.import_id,
        }
        for news in told
    ]
    if rows:
        statement = insert_into(table_of(Outcome))
        known = ["goal_id", "external_ref"]
        db.session.execute(statement.on_conflict_do_nothing(index_elements=known), rows)
    return made


def _locked(goal: Goal, references: Sequence[str]) -> dict[str, Any]:
    table = table_of(Outcome)
    found: dict[str, Any] = {}
    for start in range(0, len(references), 500):
        wanted = (
            select(table)
            .where(
                table.c.goal_id == goal.id,
                table.c.external_ref.in_(references[start : start + 500]),
            )
            .order_by(table.c.external_ref)
            .with_for_update()
        )
        found.update({row.external_ref: row for row in db.session.execute(wanted)})
    return found


def _judge(work: _Noting, news: News, row: Any) -> Verdict:
    told_at = news.told_at or work.now
    decided = verdict(
        Known(row.stage, row.news_at, row.participation_id is not None),
        news.stage,
        told_at,
        is_dated=news.told_at is not None,
        names_somebody=news.participation_id is not None,
    )
    if decided is not Verdict.CHANGED:
        return decided
    before = Counts(row.stage, row.source, row.participation_id)
    after = before
    if row.participation_id is None and news.participation_id is not None:
        after = Counts(news.stage, work.teller.via, news.participation_id)
    else:
        after = Counts(news.stage, row.source, row.participation_id)
    work.changes.move(before, after, day_of(work.goal, row.happened_at))
    work.changed.append(
        {
            "which": row.id,
            "to_stage": after.stage,
            "to_source": after.source,
            "to_part": after.participation_id,
            "to_news_at": max(told_at, row.news_at),
        }
    )
    work.corrections.append(correction_row(row, before, after, work.teller, cause=Cause.NEWS))
    return decided


def correction_row(
    row: Any, before: Counts, after: Counts, teller: Teller, *, cause: Cause, reason: str = ""
) -> dict[str, Any]:
    """Return what is kept of a change, all but its position."""
    return {
        "id": uuid.uuid4(),
        "created_at": utcnow(),
        "outcome_id": row.id,
        "cause": cause,
        "via": teller.via,
        "stage_before": before.stage,
        "stage_after": after.stage,
        "source_before": before.source,
        "source_after": after.source,
        "participation_before_id": before.participation_id,
        "participation_after_id": after.participation_id,
        "news_before": row.news_at,
        "reason": reason,
        "made_by_id": teller.actor_id,
        "import_id": teller.import_id,
    }


def write_changes(changed: Sequence[dict[str, Any]], corrections: Sequence[dict[str, Any]]) -> None:
    """Write changes of locked outcomes and what they were before."""
    if not changed:
        return
    table, kept = table_of(Outcome), table_of(Correction)
    db.session.execute(
        update(table)
        .where(table.c.id == bindparam("which"))
        .values(
            stage=bindparam("to_stage"),
            source=bindparam("to_source"),
            participation_id=bindparam("to_part"),
            news_at=bindparam("to_news_at"),
        ),
        list(changed),
    )
    positions: dict[uuid.UUID, int] = {}
    ids = [one["outcome_id"] for one in corrections]
    for start in range(0, len(ids), 500):
        counted = (
            select(kept.c.outcome_id, func.max(kept.c.position))
            .where(kept.c.outcome_id.in_(ids[start : start + 500]))
            .group_by(kept.c.outcome_id)
        )
        positions.update({row[0]: row[1] for row in db.session.execute(counted)})
    rows = [{**one, "position": positions.get(one["outcome_id"], 0) + 1} for one in corrections]
    db.session.execute(insert(kept), rows)


def _write(work: _Noting) -> None:
    write_changes(work.changed, work.corrections)
    work.changes.write()
    db.session.expire_all()  # what is in memory was changed past it
