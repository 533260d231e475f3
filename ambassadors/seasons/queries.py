"""Reads about the turn of the season. No writes, no request, no templates."""

import uuid
from collections.abc import Collection
from datetime import datetime

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.messages.timing import is_quiet
from ambassadors.models import Ambassador, Cohort
from ambassadors.seasons.models import Alumnus, SeasonEnd, ThankYou
from core.db import db

PER_PAGE = 50


def find_new_copy(source: Cohort, name: str, *, since: datetime) -> Cohort | None:
    """Return a copy of this name made a moment ago, as when a form is sent twice."""
    return db.session.scalar(
        select(Cohort).where(
            Cohort.copied_from_id == source.id, Cohort.name == name, Cohort.created_at >= since
        )
    )


def find_end(cohort: Cohort) -> SeasonEnd | None:
    """Return when and with which words a cohort's season was closed last."""
    return db.session.scalar(select(SeasonEnd).where(SeasonEnd.cohort_id == cohort.id))


def _taking_part(cohort_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(
        Ambassador.cohort_id == cohort_id,
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Ambassador.erased_at.is_(None),
    )


def _thanked() -> ColumnElement[bool]:
    return select(ThankYou.id).where(ThankYou.ambassador_id == Ambassador.id).exists()


def count_thanked(cohort_id: uuid.UUID) -> tuple[int, int]:
    """Return how many of a cohort have been thanked, and how many are to be in all."""
    row = db.session.execute(
        select(func.count().filter(_thanked()), func.count())
        .select_from(Ambassador)
        .where(_taking_part(cohort_id))
    ).one()
    return row[0], row[1]


def people_to_thank(
    cohort_id: uuid.UUID, *, limit: int, at_hour: int | None = None
) -> list[Ambassador]:
    """Return some who have not been thanked, but for those with quiet hours at that hour.

    Nobody is thanked for a season that has been opened again.
    """
    wanted = (
        select(Ambassador)
        .join(Ambassador.cohort)
        .where(_taking_part(cohort_id), ~_thanked(), Cohort.status == CohortStatus.ENDED)
        .options(joinedload(Ambassador.user))
        .order_by(Ambassador.id)
        .limit(limit)
    )
    if at_hour is not None:
        wanted = wanted.where(~is_quiet(at_hour))
    return list(db.session.scalars(wanted))


def _ended(user: User) -> Select[Ambassador]:
    return (
        select(Ambassador)
        .join(Ambassador.cohort)
        .where(
            Ambassador.user_id == user.id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Cohort.status == CohortStatus.ENDED,
        )
        .options(
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
            joinedload(Ambassador.user),
        )
    )


def ended_places(user: User) -> list[Ambassador]:
    """Return somebody's places in seasons that are over and not erased, the latest first."""
    return list(db.session.scalars(_ended(user).order_by(Cohort.season_end.desc(), Ambassador.id)))


def get_ended_place(user: User, ambassador_id: uuid.UUID) -> Ambassador:
    """Return one's own place in a season that is over; NoResultFound becomes a 404."""
    return db.session.scalars(_ended(user).where(Ambassador.id == ambassador_id)).one()


def yeses_of(user: User) -> list[Alumnus]:
    """Return what somebody has said yes to being asked again by."""
    return list(
        db.session.scalars(
            select(Alumnus)
            .where(Alumnus.user_id == user.id)
            .options(joinedload(Alumnus.organisation))
            .order_by(Alumnus.said_yes_at, Alumnus.id)
        )
    )


def find_alumnus(organisation_id: uuid.UUID, email: str) -> Alumnus | None:
    """Return the one with this address who may be asked again by an organisation."""
    return db.session.scalar(
        select(Alumnus).where(Alumnus.organisation_id == organisation_id, Alumnus.email == email)
    )


def alumnus_of(alumnus_id: uuid.UUID) -> Alumnus | None:
    """Return somebody who may be asked again by their id, as a mailed link has it."""
    return db.session.scalar(
        select(Alumnus).where(Alumnus.id == alumnus_id).options(joinedload(Alumnus.organisation))
    )


def get_own_yes(user: User, alumnus_id: uuid.UUID) -> Alumnus:
    """Return one of one's own yeses; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Alumnus).where(Alumnus.id == alumnus_id, Alumnus.user_id == user.id)
    ).one()


def alumni_page(organisation_id: uuid.UUID, page: int) -> Pagination:
    """Return one page of those an organisation may ask again, by name."""
    return db.paginate(
        select(Alumnus)
        .where(Alumnus.organisation_id == organisation_id)
        .options(joinedload(Alumnus.cohort))
        .order_by(Alumnus.name, Alumnus.id),
        page=page,
        per_page=PER_PAGE,
        error_out=False,
    )


def alumni_among(organisation_id: uuid.UUID, ids: Collection[uuid.UUID]) -> list[Alumnus]:
    """Return those of some whom an organisation may ask again; others are left out."""
    return list(
        db.session.scalars(
            select(Alumnus)
            .where(Alumnus.organisation_id == organisation_id, Alumnus.id.in_(ids))
            .order_by(Alumnus.name, Alumnus.id)
        )
    )


def count_yeses(cohort: Cohort) -> int:
    """Return how many of a cohort have said that they may be asked again."""
    said = select(func.count()).select_from(Alumnus).where(Alumnus.cohort_id == cohort.id)
    return db.session.scalar(said) or 0


def open_cohorts(organisation_id: uuid.UUID) -> list[Cohort]:
    """Return the cohorts people can be invited to, newest season first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.organisation_id == organisation_id, Cohort.status == CohortStatus.OPEN)
            .order_by(Cohort.season_start.desc(), Cohort.name)
        )
    )
