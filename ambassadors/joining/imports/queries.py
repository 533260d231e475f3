"""Reads about lists that were brought in. Each is seen only by who brought it in."""

import uuid
from datetime import datetime

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import joinedload

from accounts.models import Unit, User
from ambassadors.enums import AmbassadorStatus
from ambassadors.joining.imports.enums import ImportState, RowFate, UnknownUnits
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort
from core.db import db, utcnow

PER_PAGE = 50


def get_import(cohort: Cohort, made_by: User, import_id: uuid.UUID) -> InvitationImport:
    """Return somebody's own list for a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(InvitationImport).where(
            InvitationImport.id == import_id,
            InvitationImport.cohort_id == cohort.id,
            InvitationImport.made_by_id == made_by.id,
            InvitationImport.expires_at > utcnow(),
        )
    ).one()


def find_import(import_id: uuid.UUID | None) -> InvitationImport | None:
    """Return a list with its cohort, for the job that works on it."""
    return db.session.scalar(
        select(InvitationImport)
        .where(InvitationImport.id == import_id)
        .options(
            joinedload(InvitationImport.cohort).joinedload(Cohort.organisation),
            joinedload(InvitationImport.made_by),
        )
    )


def imports_of(cohort: Cohort, made_by: User) -> list[InvitationImport]:
    """Return somebody's lists for a cohort that are still kept, newest first."""
    return list(
        db.session.scalars(
            select(InvitationImport)
            .where(
                InvitationImport.cohort_id == cohort.id,
                InvitationImport.made_by_id == made_by.id,
                InvitationImport.expires_at > utcnow(),
            )
            .order_by(InvitationImport.created_at.desc(), InvitationImport.id)
        )
    )


def count_kept(made_by: User) -> int:
    """Return how many lists somebody has that are not used yet."""
    wanted = select(func.count(InvitationImport.id)).where(
        InvitationImport.made_by_id == made_by.id,
        InvitationImport.state != ImportState.DONE,
        InvitationImport.expires_at > utcnow(),
    )
    return db.session.scalar(wanted) or 0


def over(now: datetime) -> list[tuple[uuid.UUID, str]]:
    """Return the lists whose day is over, with the key of their file."""
    rows = db.session.execute(
        select(InvitationImport.id, InvitationImport.storage_key)
        .where(InvitationImport.expires_at <= now, InvitationImport.state != ImportState.INVITING)
        .order_by(InvitationImport.id)
    )
    return [(row.id, row.storage_key) for row in rows]


def units_by_name(organisation_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Return an organisation's units by their name in lower case, alone and after its area's."""
    rows = db.session.execute(
        select(Unit.name, Unit.path, Unit.id)
        .where(Unit.organisation_id == organisation_id)
        .order_by(Unit.name, Unit.id)
    )
    return {name.casefold(): row.id for row in rows for name in (row.name, row.path)}


def counts_by_fate(import_: InvitationImport) -> dict[RowFate, int]:
    """Return how many rows have each fate, in the order of the fates."""
    rows = db.session.execute(
        select(ImportRow.fate, func.count().label("number"))
        .where(ImportRow.import_id == import_.id)
        .group_by(ImportRow.fate)
    )
    found = {row.fate: row.number for row in rows}
    return {fate: found[fate] for fate in RowFate if fate in found}


def fates_to_invite(unknown_units: UnknownUnits) -> list[RowFate]:
    """Return the fates of rows that will be invited."""
    blank = unknown_units is UnknownUnits.BLANK
    return [RowFate.INVITE, RowFate.UNKNOWN_UNIT] if blank else [RowFate.INVITE]


def waits(import_: InvitationImport) -> ColumnElement[bool]:
    """Return the condition for rows of a list that wait for their invitation."""
    fates = fates_to_invite(import_.unknown_units)
    return and_(ImportRow.import_id == import_.id, ImportRow.fate.in_(fates))


def is_ambassador(cohort_id: uuid.UUID) -> ColumnElement[bool]:
    """Return the condition for rows whose address belongs to an active ambassador of a cohort."""
    return (
        exists()
        .where(Ambassador.user_id == User.id)
        .where(
            Ambassador.cohort_id == cohort_id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            User.email == ImportRow.email,
        )
    )


def is_invited(cohort_id: uuid.UUID) -> ColumnElement[bool]:
    """Return the condition for rows whose address is invited to a cohort."""
    return (
        exists().where(Invitation.cohort_id == cohort_id).where(Invitation.email == ImportRow.email)
    )


def next_chunk(import_: InvitationImport, *, size: int) -> tuple[int, int] | None:
    """Return the last number of the next rows that wait, and how many they are; None at the end."""
    numbers = (
        select(ImportRow.number).where(waits(import_)).order_by(ImportRow.number).limit(size)
    ).subquery()
    last, count = db.session.execute(
        select(func.max(numbers.c.number), func.count(numbers.c.number))
    ).one()
    return (last, count) if count else None


def rows_page(import_: InvitationImport, fate: RowFate | None, *, page: int) -> Pagination:
    """Return one page of the rows of a list, in its order."""
    wanted = select(ImportRow).where(ImportRow.import_id == import_.id)
    if fate:
        wanted = wanted.where(ImportRow.fate == fate)
    return db.paginate(
        wanted.options(joinedload(ImportRow.unit)).order_by(ImportRow.number),
        page=max(1, page),
        per_page=PER_PAGE,
        error_out=False,
    )


def rows_left_out(import_: InvitationImport) -> list[ImportRow]:
    """Return the rows that were not or will not be invited, in the order of the list."""
    good = [RowFate.INVITED, *fates_to_invite(import_.unknown_units)]
    return list(
        db.session.scalars(
            select(ImportRow)
            .where(ImportRow.import_id == import_.id, ImportRow.fate.not_in(good))
            .order_by(ImportRow.number)
        )
    )
