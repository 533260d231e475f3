"""Reads about diplomas. No writes, no request, no templates."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition.models import Diploma
from ambassadors.training.models import Lesson, Module, Question, QuizAttempt
from ambassadors.training.queries import pass_counts
from core.db import db


@dataclass(frozen=True)
class RecognitionLine:
    """What the organiser's list says of one person."""

    ambassador_id: uuid.UUID
    name: str
    has_left: bool
    has_earned: bool
    diploma_id: uuid.UUID | None
    issued_at: datetime | None


def own_places(user: User) -> list[Ambassador]:
    """Return every place somebody has or had and that is not erased, the newest first."""
    return list(
        db.session.scalars(
            select(Ambassador)
            .where(Ambassador.user_id == user.id, Ambassador.erased_at.is_(None))
            .options(
                joinedload(Ambassador.user),
                joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
            )
            .order_by(Ambassador.joined_at.desc(), Ambassador.id)
        )
    )


def get_own_place(user: User, place_id: uuid.UUID) -> Ambassador:
    """Return one of somebody's own places; NoResultFound becomes a 404."""
    own = (Ambassador.id == place_id, Ambassador.user_id == user.id)
    return db.session.scalars(
        select(Ambassador)
        .where(*own, Ambassador.erased_at.is_(None))
        .options(
            joinedload(Ambassador.user),
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
        )
    ).one()


def diplomas_of(places: Sequence[Ambassador]) -> dict[uuid.UUID, Diploma]:
    """Return the diplomas that stand, by place."""
    rows = db.session.scalars(
        select(Diploma)
        .where(
            Diploma.ambassador_id.in_([place.id for place in places]),
            Diploma.withdrawn_at.is_(None),
        )
        .order_by(Diploma.issued_at, Diploma.id)
    )
    return {diploma.ambassador_id: diploma for diploma in rows}


def get_own_diploma(user: User, diploma_id: uuid.UUID) -> Diploma:
    """Return a diploma of somebody's own that stands; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Diploma)
        .join(Diploma.ambassador)
        .join(Ambassador.cohort)
        .where(
            Diploma.id == diploma_id,
            Diploma.withdrawn_at.is_(None),
            Ambassador.user_id == user.id,
            Ambassador.erased_at.is_(None),
        )
        .options(
            contains_eager(Diploma.ambassador).options(
                contains_eager(Ambassador.cohort).joinedload(Cohort.organisation),
                joinedload(Ambassador.user),
            )
        )
    ).one()


def find_diploma(diploma_id: uuid.UUID) -> Diploma | None:
    """Return a diploma for everybody to check, with what its page may say."""
    return db.session.scalar(
        select(Diploma)
        .where(Diploma.id == diploma_id)
        .options(
            joinedload(Diploma.ambassador).options(
                joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
                joinedload(Ambassador.user),
            )
        )
    )


def get_diploma_in(cohort: Cohort, diploma_id: uuid.UUID) -> Diploma:
    """Return a diploma that stands of a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Diploma)
        .join(Diploma.ambassador)
        .where(
            Diploma.id == diploma_id,
            Diploma.withdrawn_at.is_(None),
            Ambassador.cohort_id == cohort.id,
            Ambassador.erased_at.is_(None),
        )
    ).one()


def find_ambassador_in(cohort: Cohort, ambassador_id: uuid.UUID) -> Ambassador | None:
    """Return somebody of a cohort, unless they were erased."""
    return db.session.scalar(
        select(Ambassador)
        .where(
            Ambassador.id == ambassador_id,
            Ambassador.cohort_id == cohort.id,
            Ambassador.erased_at.is_(None),
        )
        .options(
            joinedload(Ambassador.user),
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
        )
    )


def get_ambassador_in(cohort: Cohort, ambassador_id: uuid.UUID) -> Ambassador:
    """Return somebody of a cohort; NoResultFound becomes a 404."""
    found = find_ambassador_in(cohort, ambassador_id)
    if found is None:
        raise NoResultFound
    return found


def required_modules(cohort: Cohort) -> list[Module]:
    """Return the modules to pass for a diploma, in order; those still being written are none."""
    return list(
        db.session.scalars(
            select(Module)
            .where(
                Module.cohort_id == cohort.id,
                Module.required,
                Module.archived_at.is_(None),
                or_(
                    select(Lesson.id)
                    .where(Lesson.module_id == Module.id, Lesson.archived_at.is_(None))
                    .exists(),
                    select(Question.id)
                    .where(Question.module_id == Module.id, Question.archived_at.is_(None))
                    .exists(),
                ),
            )
            .order_by(Module.position)
        )
    )


def modules_passed(ambassador: Ambassador) -> list[Module]:
    """Return what an ambassador has passed, in the order of the training."""
    passed = (
        select(QuizAttempt.module_id)
        .join(QuizAttempt.module)
        .where(QuizAttempt.ambassador_id == ambassador.id, pass_counts())
    )
    return list(
        db.session.scalars(
            select(Module)
            .where(Module.id.in_(passed), Module.archived_at.is_(None))
            .order_by(Module.position)
        )
    )


def has_earned(cohort: Cohort, today: date) -> ColumnElement[bool]:
    """Return the one condition, on ambassadors of a cohort, for having earned a diploma.

    They have passed the required modules, or they stayed until the season was over.
    """
    ways: list[ColumnElement[bool]] = [false()]
    if required := [module.id for module in required_modules(cohort)]:
        passed = (
            select(QuizAttempt.ambassador_id)
            .join(QuizAttempt.module)
            .where(QuizAttempt.module_id.in_(required), pass_counts())
            .group_by(QuizAttempt.ambassador_id)
            .having(func.count(QuizAttempt.module_id.distinct()) == len(required))
        )
        ways.append(Ambassador.id.in_(passed))
    if cohort.status is CohortStatus.ENDED or cohort.season_end < today:
        ways.append(_stayed(cohort))
    return or_(*ways)


def _stayed(cohort: Cohort) -> ColumnElement[bool]:
    zone = ZoneInfo(cohort.organisation.timezone)
    last_day = datetime.combine(cohort.season_end, time(), tzinfo=zone)
    is_here = Ambassador.status == AmbassadorStatus.ACTIVE
    return or_(is_here, Ambassador.left_at >= last_day)


def earned(ambassador: Ambassador, today: date) -> bool:
    """Say whether an ambassador has earned a diploma."""
    found = select(Ambassador.id).where(
        Ambassador.id == ambassador.id, has_earned(ambassador.cohort, today)
    )
    return db.session.scalar(found) is not None


def due(cohort: Cohort, today: date) -> list[uuid.UUID]:
    """Return who has earned a diploma, is still here or stayed to the end, and never had one."""
    had = select(Diploma.id).where(Diploma.ambassador_id == Ambassador.id).exists()
    return list(
        db.session.scalars(
            select(Ambassador.id)
            .where(
                Ambassador.cohort_id == cohort.id,
                Ambassador.erased_at.is_(None),
                _stayed(cohort),
                has_earned(cohort, today),
                ~had,
            )
            .order_by(Ambassador.id)
        )
    )


def count_given(cohort: Cohort) -> int:
    """Return how many diplomas of a cohort stand."""
    number = (
        select(func.count(Diploma.id))
        .join(Diploma.ambassador)
        .where(Ambassador.cohort_id == cohort.id, Diploma.withdrawn_at.is_(None))
    )
    return db.session.scalar(number) or 0


def count_people(cohort: Cohort) -> int:
    """Return how many are or were in a cohort, without those who were erased."""
    here = (Ambassador.cohort_id == cohort.id, Ambassador.erased_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(Ambassador).where(*here)) or 0


def lines_of(cohort: Cohort, today: date, *, limit: int, offset: int) -> list[RecognitionLine]:
    """Return a page of a cohort's people by name, with what they have earned and been given."""
    rows = db.session.execute(
        select(
            Ambassador.id,
            User.name,
            Ambassador.status == AmbassadorStatus.LEFT,
            has_earned(cohort, today),
            Diploma.id,
            Diploma.issued_at,
        )
        .select_from(Ambassador)
        .join(Ambassador.user)
        .outerjoin(
            Diploma, (Diploma.ambassador_id == Ambassador.id) & Diploma.withdrawn_at.is_(None)
        )
        .where(Ambassador.cohort_id == cohort.id, Ambassador.erased_at.is_(None))
        .order_by(User.name, Ambassador.id)
        .limit(limit)
        .offset(offset)
    )
    return [RecognitionLine(*row) for row in rows]


@dataclass(frozen=True)
class Standing:
    """How far somebody is from a diploma: modules passed of those required, and the last day."""

    has_earned: bool
    passed: int
    required: int
    season_end: date


def standing_of(place: Ambassador, today: date) -> Standing:
    """Return how far a place is from its diploma."""
    required = {module.id for module in required_modules(place.cohort)}
    passed = required & {module.id for module in modules_passed(place)}
    return Standing(earned(place, today), len(passed), len(required), place.cohort.season_end)
