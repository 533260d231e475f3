"""Reads about cohorts and ambassadors. No writes, no request, no templates."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.models import Unit, User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort, CohortTopic, Pause, Policy
from ambassadors.people import (
    FEW_ENOUGH_TO_SORT,
    PEOPLE_PER_PAGE,
    PeopleCount,
    PeopleFilter,
    PeoplePage,
    PersonLine,
)
from core.db import db


@dataclass(frozen=True)
class CohortRow:
    """A cohort with what its line in the list says."""

    cohort: Cohort
    active: int
    paused: int
    has_policy: bool


@dataclass(frozen=True)
class PolicyRow:
    """A cohort with its published version and its draft, if there are any."""

    cohort: Cohort
    published: Policy | None
    draft: Policy | None


def active_places(user: User) -> list[Ambassador]:
    """Return the cohorts ``user`` is an ambassador in, newest first, with organisation loaded."""
    return list(
        db.session.scalars(
            select(Ambassador)
            .where(Ambassador.user_id == user.id, Ambassador.status == AmbassadorStatus.ACTIVE)
            .options(
                joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
                joinedload(Ambassador.user),
                joinedload(Ambassador.unit),
            )
            .order_by(Ambassador.joined_at.desc(), Ambassador.id)
        )
    )


def get_cohort(organisation_id: uuid.UUID, cohort_id: uuid.UUID) -> Cohort:
    """Return one cohort of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Cohort)
        .where(Cohort.id == cohort_id, Cohort.organisation_id == organisation_id)
        .options(joinedload(Cohort.organisation))
    ).one()


def list_cohorts(organisation_id: uuid.UUID) -> list[Cohort]:
    """Return an organisation's cohorts, newest season first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.organisation_id == organisation_id)
            .order_by(Cohort.season_start.desc(), Cohort.name)
        )
    )


def cohort_rows(organisation_id: uuid.UUID, on: date) -> list[CohortRow]:
    """Return an organisation's cohorts with how many take part, newest season first."""
    active = (
        select(func.count(Ambassador.id))
        .where(Ambassador.cohort_id == Cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
        .scalar_subquery()
    )
    paused = (
        select(func.count(Ambassador.id))
        .where(
            Ambassador.cohort_id == Cohort.id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            is_paused(on),
        )
        .scalar_subquery()
    )
    published = (
        select(Policy.id)
        .where(Policy.cohort_id == Cohort.id, Policy.published_at.is_not(None))
        .exists()
    )
    rows = db.session.execute(
        select(Cohort, active, paused, published)
        .where(Cohort.organisation_id == organisation_id)
        .order_by(Cohort.season_start.desc(), Cohort.name)
    )
    return [CohortRow(*row) for row in rows]


def is_paused(on: date) -> ColumnElement[bool]:
    """Return the SQL condition that an ambassador has a pause on that day."""
    return (
        select(Pause.id)
        .where(Pause.ambassador_id == Ambassador.id, Pause.starts_on <= on, Pause.ends_on >= on)
        .exists()
    )


def cohort_name_is_taken(
    organisation_id: uuid.UUID, name: str, *, but: uuid.UUID | None = None
) -> bool:
    """Say whether another cohort of the organisation has this name."""
    wanted = select(Cohort.id).where(
        Cohort.organisation_id == organisation_id, func.lower(Cohort.name) == name.lower()
    )
    if but:
        wanted = wanted.where(Cohort.id != but)
    return db.session.scalar(wanted.limit(1)) is not None


def people_page(cohort: Cohort, wanted: PeopleFilter, *, page: int, on: date) -> PeoplePage:
    """Return one page of a cohort's people by name; a page past the end is the last one."""
    fits = _fits(cohort, wanted, on)
    people = select(Ambassador).where(fits)
    if words := _has_words(wanted):
        people = people.join(Ambassador.user).where(*words)
    total = db.session.scalar(people.with_only_columns(func.count())) or 0
    number = min(max(page, 1), max(1, -(-total // PEOPLE_PER_PAGE)))
    named = select(User.id).where(*words)
    if total <= FEW_ENOUGH_TO_SORT:
        named = named.join(Ambassador, Ambassador.user_id == User.id).where(fits)
    else:  # sorting takes longer than reading names in order until the page is full
        named = named.where(
            select(Ambassador.id).where(fits, Ambassador.user_id == User.id).exists()
        )
    ids = db.session.scalars(
        named.order_by(User.name, User.id)
        .limit(PEOPLE_PER_PAGE)
        .offset((number - 1) * PEOPLE_PER_PAGE)
    ).all()
    return PeoplePage(_lines(cohort, ids, on), number, total)


def _lines(cohort: Cohort, user_ids: Sequence[uuid.UUID], on: date) -> list[PersonLine]:
    """Return what a list says of these people, by name."""
    pauses_until = (
        select(func.max(Pause.ends_on))
        .where(Pause.ambassador_id == Ambassador.id, Pause.starts_on <= on, Pause.ends_on >= on)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            User.name,
            User.email,
            Unit.name,
            Ambassador.rhythm,
            Ambassador.joined_at,
            Ambassador.status,
            pauses_until,
        )
        .select_from(Ambassador)
        .join(Ambassador.user)
        .outerjoin(Ambassador.unit)
        .where(Ambassador.cohort_id == cohort.id, Ambassador.user_id.in_(user_ids))
        .order_by(User.name, User.id)
    )
    return [PersonLine(*row) for row in rows]


def _has_words(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    if not wanted.words:
        return []
    told = (User.name, User.email)
    return [or_(*(column.icontains(wanted.words, autoescape=True) for column in told))]


def _fits(cohort: Cohort, wanted: PeopleFilter, on: date) -> ColumnElement[bool]:
    status = AmbassadorStatus.LEFT if wanted.state == "left" else AmbassadorStatus.ACTIVE
    here = (Ambassador.cohort_id == cohort.id, Ambassador.erased_at.is_(None))
    fits = [*here, Ambassador.status == status]
    if wanted.unit_id:
        fits.append(Ambassador.unit_id == wanted.unit_id)
    if wanted.state in ("paused", "active"):
        fits.append(is_paused(on) if wanted.state == "paused" else ~is_paused(on))
    return and_(*fits)


def units_of(organisation_id: uuid.UUID) -> list[Unit]:
    """Return an organisation's units by name."""
    return list(
        db.session.scalars(
            select(Unit).where(Unit.organisation_id == organisation_id).order_by(Unit.name)
        )
    )


def topics_of(cohort: Cohort) -> list[CohortTopic]:
    """Return what ambassadors of a cohort can choose to tell about, in order."""
    return list(
        db.session.scalars(
            select(CohortTopic)
            .where(CohortTopic.cohort_id == cohort.id)
            .order_by(CohortTopic.position)
        )
    )


def get_topic(cohort: Cohort, topic_id: uuid.UUID) -> CohortTopic:
    """Return one topic of a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(CohortTopic).where(CohortTopic.id == topic_id, CohortTopic.cohort_id == cohort.id)
    ).one()


def find_published_policy(cohort: Cohort) -> Policy | None:
    """Return the version people are asked to accept now."""
    return db.session.scalar(
        select(Policy)
        .where(Policy.cohort_id == cohort.id, Policy.published_at.is_not(None))
        .order_by(Policy.version.desc())
        .limit(1)
    )


def latest_policy(cohort: Cohort) -> Policy | None:
    """Return the newest version, published or not."""
    return db.session.scalar(
        select(Policy).where(Policy.cohort_id == cohort.id).order_by(Policy.version.desc()).limit(1)
    )


def policies_of(cohort: Cohort) -> list[Policy]:
    """Return all versions of a cohort's policy, newest first."""
    return list(
        db.session.scalars(
            select(Policy).where(Policy.cohort_id == cohort.id).order_by(Policy.version.desc())
        )
    )


def get_policy(cohort: Cohort, version: int) -> Policy:
    """Return one version of a cohort's policy; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Policy).where(Policy.cohort_id == cohort.id, Policy.version == version)
    ).one()


def policy_rows(organisation_id: uuid.UUID) -> list[PolicyRow]:
    """Return an organisation's cohorts with their published policy and draft, newest first."""
    cohorts = db.session.scalars(
        select(Cohort)
        .where(Cohort.organisation_id == organisation_id)
        .options(selectinload(Cohort.policies))
        .order_by(Cohort.season_start.desc(), Cohort.name)
    )
    return [_policy_row(cohort) for cohort in cohorts]


def _policy_row(cohort: Cohort) -> PolicyRow:
    published = [policy for policy in cohort.policies if policy.published_at]
    drafts = [policy for policy in cohort.policies if not policy.published_at]
    return PolicyRow(cohort, published[-1] if published else None, drafts[-1] if drafts else None)


def has_people(cohort: Cohort) -> bool:
    """Say whether anybody has joined a cohort and read its notice."""
    joined = select(Ambassador.id).where(Ambassador.cohort_id == cohort.id).limit(1)
    return db.session.scalar(joined) is not None


def count_people(cohort: Cohort, on: date) -> PeopleCount:
    """Return how many take part in a cohort, how many of them pause, and how many have left."""
    here = and_(Ambassador.cohort_id == cohort.id, Ambassador.erased_at.is_(None))
    is_active = Ambassador.status == AmbassadorStatus.ACTIVE
    pausing = select(Ambassador.id).where(here, is_active, Ambassador.id == Pause.ambassador_id)
    paused = (  # asked of the few pauses, not of the many people
        select(func.count(Pause.ambassador_id.distinct()))
        .where(Pause.starts_on <= on, Pause.ends_on >= on)
        .where(pausing.correlate(Pause).exists())
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            func.count().filter(is_active),
            paused,
            func.count().filter(Ambassador.status == AmbassadorStatus.LEFT),
        )
        .select_from(Ambassador)
        .where(here)
    ).one()
    return PeopleCount(*row)
