"""Reads about cohorts and ambassadors. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import joinedload

from accounts.models import Organisation, Unit, User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort, CohortTopic, Pause, Policy
from core.db import db

# Sent by nearly every page of an organiser, and written once: writing takes as long as sending.
COHORT = select(Cohort).where(
    Cohort.id == bindparam("cohort"), Cohort.organisation_id == bindparam("organisation")
)
# The same for a page that shows no more of it: what nobody reads need not be made.
COHORT_LINE = COHORT.with_only_columns(
    Cohort.id, Cohort.name, Cohort.status, Cohort.retention_until
)
UNITS = (
    select(Unit)
    .where(Unit.organisation_id == bindparam("organisation"))
    .order_by(Unit.path, Unit.id)
)
UNIT_CHOICES = UNITS.with_only_columns(Unit.id, Unit.path)
# Sent by every page of an ambassador.
ACTIVE_PLACES = (
    select(Ambassador)
    .join(Ambassador.cohort)
    .where(
        Ambassador.user_id == bindparam("user"),
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Cohort.status != CohortStatus.ENDED,
    )
    .options(
        joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
        joinedload(Ambassador.user),
        joinedload(Ambassador.unit),
    )
    .order_by(Ambassador.joined_at.desc(), Ambassador.id)
)


@dataclass(frozen=True)
class CohortLine:
    """What the list of its people says of a cohort."""

    organisation: Organisation
    id: uuid.UUID
    name: str
    status: CohortStatus
    retention_until: date


@dataclass(frozen=True)
class CohortRow:
    """A cohort with what its line in the list says."""

    cohort: Cohort
    active: int
    paused: int
    has_policy: bool


def active_places(user: User) -> list[Ambassador]:
    """Return the cohorts ``user`` is an ambassador in now, newest first, organisations loaded."""
    return list(db.session.scalars(ACTIVE_PLACES, {"user": user.id}))


def get_cohort(organisation_id: uuid.UUID, cohort_id: uuid.UUID) -> Cohort:
    """Return one cohort of an organisation; NoResultFound becomes a 404."""
    which = {"cohort": cohort_id, "organisation": organisation_id}
    return db.session.scalars(COHORT, which).one()


def get_cohort_line(organisation: Organisation, cohort_id: uuid.UUID) -> CohortLine:
    """Return the same without its texts and rules."""
    which = {"cohort": cohort_id, "organisation": organisation.id}
    return CohortLine(organisation, *db.session.connection().execute(COHORT_LINE, which).one())


def list_cohorts(organisation_id: uuid.UUID) -> list[Cohort]:
    """Return an organisation's cohorts, newest season first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.organisation_id == organisation_id)
            .order_by(Cohort.season_start.desc(), Cohort.name)
        )
    )


def cohorts_to_choose(organisation_id: uuid.UUID, chosen: Iterable[Cohort] = ()) -> list[Cohort]:
    """Return the cohorts something can be for: those that run or are to come, and the chosen."""
    kept = {cohort.id for cohort in chosen}
    return [
        cohort
        for cohort in list_cohorts(organisation_id)
        if cohort.status is not CohortStatus.ENDED or cohort.id in kept
    ]


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


def is_paused(on: date | BindParameter[date]) -> ColumnElement[bool]:
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


def units_of(organisation_id: uuid.UUID) -> list[Unit]:
    """Return an organisation's units by name."""
    return list(db.session.scalars(UNITS, {"organisation": organisation_id}))


def unit_choices(organisation_id: uuid.UUID) -> tuple[tuple[uuid.UUID, str], ...]:
    """Return the same as pairs of id and words: what a list of them to choose from shows."""
    wanted = {"organisation": organisation_id}
    rows = db.session.connection().execute(UNIT_CHOICES, wanted).all()
    return tuple((unit_id, path) for unit_id, path in rows)


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


def has_people(cohort: Cohort) -> bool:
    """Say whether anybody has joined a cohort and read its notice."""
    joined = select(Ambassador.id).where(Ambassador.cohort_id == cohort.id).limit(1)
    return db.session.scalar(joined) is not None
