"""Reads about lists of outcomes. No writes, no request, no templates."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union
from sqlalchemy.orm import joinedload

from accounts.models import User
from campaigns.models import Campaign, Goal
from campaigns.outcomes.imports.enums import WAITING, ListState, RowFate
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from campaigns.outcomes.models import Correction, Outcome
from campaigns.outcomes.standing import Known
from core.db import db, is_one_of, utcnow

PER_PAGE = 50


def get_import(campaign: Campaign, import_id: uuid.UUID) -> OutcomeImport:
    """Return a list of a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(OutcomeImport)
        .join(OutcomeImport.goal)
        .where(OutcomeImport.id == import_id, Goal.campaign_id == campaign.id)
        .options(joinedload(OutcomeImport.goal), joinedload(OutcomeImport.made_by))
    ).one()


def find_import(import_id: uuid.UUID | None) -> OutcomeImport | None:
    """Return a list with its campaign, for the job that works on it."""
    return db.session.scalar(
        select(OutcomeImport)
        .where(OutcomeImport.id == import_id)
        .options(
            joinedload(OutcomeImport.goal)
            .joinedload(Goal.campaign)
            .joinedload(Campaign.organisation)
        )
    )


def imports_of(campaign: Campaign) -> list[OutcomeImport]:
    """Return the lists of a campaign, newest first."""
    return list(
        db.session.scalars(
            select(OutcomeImport)
            .join(OutcomeImport.goal)
            .where(Goal.campaign_id == campaign.id)
            .options(joinedload(OutcomeImport.goal), joinedload(OutcomeImport.made_by))
            .order_by(OutcomeImport.created_at.desc(), OutcomeImport.id)
        )
    )


def count_waiting(organisation_id: uuid.UUID, made_by: User) -> int:
    """Return how many lists somebody brought in within a day that nothing was counted of yet."""
    wanted = (
        select(func.count(OutcomeImport.id))
        .join(OutcomeImport.goal)
        .join(Goal.campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            OutcomeImport.made_by_id == made_by.id,
            OutcomeImport.confirmed_at.is_(None),
            OutcomeImport.storage_key != "",
            OutcomeImport.created_at > utcnow() - timedelta(days=1),
        )
    )
    return db.session.scalar(wanted) or 0


def last_headings(goal: Goal) -> dict[str, str]:
    """Return the heading each thing had in the last list counted: this goal's, else any other's."""
    wanted = (
        select(OutcomeImport)
        .join(OutcomeImport.goal)
        .join(Goal.campaign)
        .where(
            Campaign.organisation_id == goal.campaign.organisation_id,
            OutcomeImport.confirmed_at.is_not(None),
            OutcomeImport.has_header.is_(True),
        )
        .order_by(
            (OutcomeImport.goal_id == goal.id).desc(),
            OutcomeImport.confirmed_at.desc(),
            OutcomeImport.id,
        )
        .limit(1)
    )
    last = db.session.scalar(wanted)
    if last is None:
        return {}
    known = {column: int(number) for column, number in last.columns.items()}
    return {
        column: last.headings[number]
        for column, number in known.items()
        if number < len(last.headings)
    }


def known_outcomes(goal: Goal, references: Collection[str]) -> dict[str, Known]:
    """Return what is known of the outcomes with these references."""
    rows = db.session.execute(
        select(
            Outcome.external_ref, Outcome.stage, Outcome.news_at, Outcome.participation_id
        ).where(Outcome.goal_id == goal.id, is_one_of(Outcome.external_ref, references))
    )
    return {ref: Known(stage, news_at, part is not None) for ref, stage, news_at, part in rows}


def counts_by_fate(import_: OutcomeImport) -> dict[RowFate, int]:
    """Return how many rows have each fate, in the order of the fates."""
    rows = db.session.execute(
        select(OutcomeImportRow.fate, func.count().label("number"))
        .where(OutcomeImportRow.import_id == import_.id)
        .group_by(OutcomeImportRow.fate)
    )
    found = {row.fate: row.number for row in rows}
    return {fate: found[fate] for fate in RowFate if fate in found}


def waits(import_: OutcomeImport) -> ColumnElement[bool]:
    """Return the condition for rows of a list that wait to be counted."""
    return and_(OutcomeImportRow.import_id == import_.id, OutcomeImportRow.fate.in_(WAITING))


def is_anything_waiting(import_: OutcomeImport) -> bool:
    """Say whether a list has a row that waits to be counted."""
    return db.session.scalar(select(OutcomeImportRow.id).where(waits(import_)).limit(1)) is not None


class Chunk(NamedTuple):
    """Rows of a list that are counted together: the numbers they lie between, and how many wait."""

    first: int
    last: int
    waiting: int

    @property
    def rows(self) -> ColumnElement[bool]:
        """Return the condition for what lies in it. With both ends no index is read from afar."""
        return OutcomeImportRow.number.between(self.first, self.last)


def next_chunk(import_: OutcomeImport, *, size: int) -> Chunk | None:
    """Return the next rows that wait; None at the end."""
    number = OutcomeImportRow.number
    firsts = (
        select(func.min(number)).where(
            OutcomeImportRow.import_id == import_.id, OutcomeImportRow.fate == fate
        )
        for fate in WAITING
    )
    found = db.session.execute(select(*(one.scalar_subquery() for one in firsts))).one()
    first = min((one for one in found if one is not None), default=None)
    if first is None:
        return None
    some = select(number).where(waits(import_), number >= first).order_by(number).limit(size)
    numbers = some.subquery().c.number
    last, count = db.session.execute(select(func.max(numbers), func.count(numbers))).one()
    return Chunk(first, last, count)


def waiting_rows(import_: OutcomeImport, chunk: Chunk) -> list[Any]:
    """Return the rows of a chunk that wait, in order; plain rows, since they may be many."""
    columns = (
        OutcomeImportRow.number,
        OutcomeImportRow.reference,
        OutcomeImportRow.participation_id,
        OutcomeImportRow.stage,
        OutcomeImportRow.told_at,
    )
    wanted = select(*columns).where(waits(import_), chunk.rows)
    return list(db.session.execute(wanted.order_by(OutcomeImportRow.number)))


def rows_page(import_: OutcomeImport, fates: Iterable[RowFate], *, page: int) -> Pagination:
    """Return one page of the rows of a list, in its order."""
    wanted = select(OutcomeImportRow).where(OutcomeImportRow.import_id == import_.id)
    if chosen := list(fates):
        wanted = wanted.where(OutcomeImportRow.fate.in_(chosen))
    return db.paginate(
        wanted.order_by(OutcomeImportRow.number),
        page=max(1, page),
        per_page=PER_PAGE,
        error_out=False,
    )


def rows_with(import_: OutcomeImport, fates: Iterable[RowFate]) -> list[OutcomeImportRow]:
    """Return all rows with some fates, in the order of the list."""
    return list(
        db.session.scalars(
            select(OutcomeImportRow)
            .where(OutcomeImportRow.import_id == import_.id, OutcomeImportRow.fate.in_(fates))
            .order_by(OutcomeImportRow.number)
        )
    )


def references_counted(import_: OutcomeImport, references: Collection[str]) -> set[str]:
    """Return those references that another row of a list stands for."""
    fates = [*WAITING, RowFate.COUNTED, RowFate.CHANGED, RowFate.SAME, RowFate.OLDER]
    wanted = select(OutcomeImportRow.reference).where(
        OutcomeImportRow.import_id == import_.id,
        OutcomeImportRow.reference.in_(references),
        OutcomeImportRow.fate.in_(fates),
    )
    return set(db.session.scalars(wanted))


def touched_by(import_: OutcomeImport, *, after: uuid.UUID | None, size: int) -> list[uuid.UUID]:
    """Return the next outcomes that a list made or changed, in the order of their ids."""
    made = select(Outcome.id.label("id")).where(Outcome.import_id == import_.id)
    changed = select(Correction.outcome_id.label("id")).where(Correction.import_id == import_.id)
    both = union(made, changed).subquery()
    wanted = select(both.c.id).order_by(both.c.id).limit(size)
    if after is not None:
        wanted = wanted.where(both.c.id > after)
    return list(db.session.scalars(wanted))


def over(now: datetime) -> list[uuid.UUID]:
    """Return the lists whose rows have been kept long enough."""
    busy = (ListState.COUNTING, ListState.UNDOING)
    has_rows = exists().where(OutcomeImportRow.import_id == OutcomeImport.id)
    return list(
        db.session.scalars(
            select(OutcomeImport.id)
            .where(OutcomeImport.expires_at <= now, OutcomeImport.state.not_in(busy))
            .where(or_(OutcomeImport.storage_key != "", has_rows))
            .order_by(OutcomeImport.id)
        )
    )
