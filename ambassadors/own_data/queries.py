"""Reads about what somebody has here. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from accounts.models import Membership, User
from ambassadors.models import Ambassador, Cohort
from ambassadors.own_data.enums import CopyState
from ambassadors.own_data.models import DataCopy, ErasureRequest
from core.db import db
from core.errors import LinkGone
from core.personal_data import Person
from core.tokens import hash_token


def places_of(user_id: uuid.UUID) -> list[Ambassador]:
    """Return every place somebody has or had and that is not erased, the newest first."""
    return list(
        db.session.scalars(
            select(Ambassador)
            .where(Ambassador.user_id == user_id, Ambassador.erased_at.is_(None))
            .options(joinedload(Ambassador.cohort).joinedload(Cohort.organisation))
            .order_by(Ambassador.joined_at.desc(), Ambassador.id)
        )
    )


def find_user(user_id: uuid.UUID) -> User | None:
    """Return a person if they are still here and may sign in."""
    user = db.session.get(User, user_id)
    return user if user and user.active else None


def has_role(user_id: uuid.UUID) -> bool:
    """Say whether somebody works for an organisation, so that their account must stay.

    A role that is only offered holds nobody: anybody with an organisation can offer one.
    """
    held = (Membership.user_id == user_id, Membership.offered_to == "")
    return db.session.scalar(select(Membership.id).where(*held).limit(1)) is not None


def person_of(
    user: User, places: Iterable[uuid.UUID], *, account: bool, own_wish: bool = True
) -> Person:
    """Say to the rooms whom and how much of theirs is meant, and whether they asked for it."""
    return Person(user.id, user.email, user.name, tuple(places), account, own_wish)


def latest_copy(user_id: uuid.UUID) -> DataCopy | None:
    """Return the copy somebody asked for last."""
    return db.session.scalar(
        select(DataCopy)
        .where(DataCopy.user_id == user_id)
        .order_by(DataCopy.created_at.desc(), DataCopy.id)
        .limit(1)
    )


def find_copy_in_making(user_id: uuid.UUID) -> DataCopy | None:
    """Return the copy that is being made for somebody."""
    return db.session.scalar(
        select(DataCopy).where(DataCopy.user_id == user_id, DataCopy.state == CopyState.MAKING)
    )


def find_copy(copy_id: uuid.UUID | None) -> DataCopy | None:
    """Return one copy with its person, whoever that is: for jobs."""
    return db.session.scalar(
        select(DataCopy).where(DataCopy.id == copy_id).options(joinedload(DataCopy.user))
    )


def get_ready_copy(user: User, copy_id: uuid.UUID, at: datetime) -> DataCopy:
    """Return one's own copy while it can be fetched; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(DataCopy).where(
            DataCopy.id == copy_id,
            DataCopy.user_id == user.id,
            DataCopy.state == CopyState.READY,
            DataCopy.expires_at > at,
        )
    ).one()


def copies_over(at: datetime, *, failed_before: datetime) -> list[DataCopy]:
    """Return the copies whose time is up, and the leavings of those that failed."""
    return list(
        db.session.scalars(
            select(DataCopy)
            .where(
                or_(
                    DataCopy.expires_at <= at,
                    (DataCopy.state == CopyState.FAILED) & (DataCopy.created_at < failed_before),
                )
            )
            .order_by(DataCopy.created_at, DataCopy.id)
        )
    )


def find_request(user_id: uuid.UUID) -> ErasureRequest | None:
    """Return somebody's wish to be erased."""
    return db.session.scalar(select(ErasureRequest).where(ErasureRequest.user_id == user_id))


def get_wish(wish_id: uuid.UUID) -> ErasureRequest:
    """Return a wish with its person; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(ErasureRequest)
        .where(ErasureRequest.id == wish_id)
        .options(joinedload(ErasureRequest.user))
    ).one()


def get_request(user: User, token: str, at: datetime) -> ErasureRequest:
    """Return one's own wish by the link in one's mail. Raises LinkGone for any other link."""
    request = find_request(user.id)
    if request is None or request.token_hash != hash_token(token) or request.expires_at <= at:
        raise LinkGone("")
    return request


def cohorts_due(today: date) -> list[Cohort]:
    """Return the cohorts whose day has come and that still hold somebody's data."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.retention_until <= today, Cohort.id.in_(_holding()))
            .options(joinedload(Cohort.organisation))
            .order_by(Cohort.retention_until, Cohort.id)
        )
    )


def cohorts_due_soon(today: date, ahead: timedelta) -> list[Cohort]:
    """Return the cohorts whose day is near."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(
                Cohort.retention_until > today,
                Cohort.retention_until <= today + ahead,
                Cohort.id.in_(_holding()),
            )
            .options(joinedload(Cohort.organisation))
            .order_by(Cohort.retention_until, Cohort.id)
        )
    )


def _holding() -> Select[uuid.UUID]:
    return select(Ambassador.cohort_id).where(Ambassador.erased_at.is_(None))


def people_to_erase(cohort_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Return who is left in a cohort: place and person."""
    rows = db.session.execute(
        select(Ambassador.id, Ambassador.user_id)
        .where(Ambassador.cohort_id == cohort_id, Ambassador.erased_at.is_(None))
        .order_by(Ambassador.id)
    )
    return [(place_id, user_id) for place_id, user_id in rows]


def erased_in(cohort_id: uuid.UUID) -> int:
    """Return how many places of a cohort have lost their person."""
    erased = (Ambassador.cohort_id == cohort_id, Ambassador.erased_at.is_not(None))
    return db.session.scalar(select(func.count()).select_from(Ambassador).where(*erased)) or 0


def people_to_tell(cohort: Cohort) -> list[uuid.UUID]:
    """Return the places whose people have not been told of the cohort's day."""
    return list(
        db.session.scalars(
            select(Ambassador.id)
            .where(
                Ambassador.cohort_id == cohort.id,
                Ambassador.erased_at.is_(None),
                or_(
                    Ambassador.told_erased_on.is_(None),
                    Ambassador.told_erased_on != cohort.retention_until,
                ),
            )
            .order_by(Ambassador.id)
        )
    )


def find_place(place_id: uuid.UUID) -> Ambassador | None:
    """Return a place with its person and cohort while it is somebody's."""
    return db.session.scalar(
        select(Ambassador)
        .where(Ambassador.id == place_id, Ambassador.erased_at.is_(None))
        .options(
            joinedload(Ambassador.user),
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
        )
    )
