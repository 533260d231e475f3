"""Reads of the people of one cohort. No writes, no request, no templates.

The statements are written once: writing one takes as long as sending it. Each wants the cohort's
id as ``cohort`` and a day as ``on``; those that are narrowed also ``unit`` and ``words``.
"""

import uuid
from collections.abc import Hashable
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

from accounts.models import Unit, User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort, Pause
from ambassadors.people import (
    FEW_ENOUGH_TO_SORT,
    PEOPLE_PER_PAGE,
    PeopleCount,
    PeopleFilter,
    PeoplePage,
    PersonLine,
    Standing,
)
from ambassadors.queries import CohortLine, is_paused, unit_choices
from core.db import db
from core.formats import local_date
from core.kept_counts import kept
from core.paging import Page

COHORT: BindParameter[uuid.UUID] = bindparam("cohort", type_=Ambassador.cohort_id.type)
ON: BindParameter[date] = bindparam("on", type_=Pause.starts_on.type)
HERE = and_(Ambassador.cohort_id == COHORT, Ambassador.erased_at.is_(None))
TOLD_LIKE = or_(
    *(
        column.icontains(bindparam("words", type_=column.type), escape="/")
        for column in (User.name, User.email)
    )
)


def _count(status: AmbassadorStatus) -> ScalarSelect[int]:
    """Count the people of one state: an index answers that without reading anybody's row."""
    return select(func.count()).where(HERE, Ambassador.status == status).scalar_subquery()


PAUSES_NOW = and_(Pause.starts_on <= ON, Pause.ends_on >= ON)
PAUSING = (  # asked of the few pauses, not of the many people
    select(Ambassador.id)
    .where(HERE, Ambassador.status == AmbassadorStatus.ACTIVE, Ambassador.id == Pause.ambassador_id)
    .correlate(Pause)
    .exists()
)
COUNTS = select(
    _count(AmbassadorStatus.ACTIVE),
    select(func.count(Pause.ambassador_id.distinct())).where(PAUSES_NOW, PAUSING).scalar_subquery(),
    _count(AmbassadorStatus.LEFT),
)


# What a list says of somebody besides who it is.
STANDS: dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
    "unit": Unit.path,
    "rhythm": Ambassador.rhythm,
    "joined_at": Ambassador.joined_at,
    "status": Ambassador.status,
    "pauses_until": select(func.max(Pause.ends_on))
    .where(Pause.ambassador_id == Ambassador.id, PAUSES_NOW)
    .scalar_subquery(),
}


def count_people(cohort: Cohort | CohortLine, on: date) -> PeopleCount:
    """Return how many take part in a cohort, how many of them pause, and how many have left."""

    def count() -> PeopleCount:
        return PeopleCount(*db.session.execute(COUNTS, {"cohort": cohort.id, "on": on}).one())

    return kept(("people", cohort.id, on), count, lambda found: found.active + found.left)


def units_to_choose(
    cohort: Cohort | CohortLine, counts: PeopleCount
) -> tuple[tuple[uuid.UUID, str], ...]:
    """Return the units people are looked for by; of thousands, as old as their number may be."""
    organisation_id = cohort.organisation.id
    people = counts.active + counts.left
    return kept(
        ("units", organisation_id, cohort.id),
        lambda: unit_choices(organisation_id),
        lambda _: people,
    )


def people_page(
    cohort: Cohort | CohortLine,
    wanted: PeopleFilter,
    counts: PeopleCount,
    *,
    page: int,
    on: date,
) -> PeoplePage:
    """Return one page of a cohort's people by name; a page past the end is the last one."""
    values: dict[str, Any] = {"cohort": cohort.id, "on": on}
    if wanted.unit_id:
        values["unit"] = wanted.unit_id
    if wanted.words:
        values["words"] = _as_they_stand(wanted.words)
    shape = (wanted.state, "unit" in values, "words" in values)
    total = counts.of(wanted.state)
    if wanted.unit_id or wanted.words:
        total = db.session.scalar(_number(*shape), values) or 0
    shown = Page.of(total, page, PEOPLE_PER_PAGE)
    lines = _lines(*shape, total <= FEW_ENOUGH_TO_SORT)
    connection = db.session.connection()
    rows = connection.execute(lines, {**values, "offset": shown.offset}).all()
    standing = partial(_standing, connection.dialect, cohort.organisation.timezone)
    people = [PersonLine(name, email, standing(*plain)) for name, email, *plain in rows]
    return PeoplePage(people, shown)


@lru_cache(maxsize=4096)
def _standing(dialect: Dialect, zone_name: str, *plain: Hashable) -> Standing:
    """Make what is shown of what the database holds, once for all who stand alike."""
    kinds = (column.type.dialect_impl(dialect) for column in STANDS.values())
    makers = (kind.result_processor(dialect, None) for kind in kinds)
    made = (make(value) if make else value for make, value in zip(makers, plain, strict=True))
    found: dict[str, Any] = dict(zip(STANDS, made, strict=True))
    return Standing(joined_on=local_date(found.pop("joined_at"), zone_name), **found)


def _as_they_stand(words: str) -> str:
    """Return words in which nothing means anything else to LIKE."""
    return words.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _fits(state: str, has_unit: bool) -> ColumnElement[bool]:
    status = AmbassadorStatus.LEFT if state == "left" else AmbassadorStatus.ACTIVE
    fits = [HERE, Ambassador.status == status]
    if has_unit:
        fits.append(Ambassador.unit_id == bindparam("unit"))
    if state in ("paused", "active"):
        fits.append(is_paused(ON) if state == "paused" else ~is_paused(ON))
    return and_(*fits)


@cache
def _number(state: str, has_unit: bool, has_words: bool) -> Select[int]:
    """Return the statement that counts the people looked for."""
    people = select(func.count()).select_from(Ambassador).where(_fits(state, has_unit))
    return people.join(Ambassador.user).where(TOLD_LIKE) if has_words else people


@cache
def _lines(state: str, has_unit: bool, has_words: bool, are_few: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement of what a list says of the people looked for, by name."""
    named = _named(_fits(state, has_unit), are_few)
    if has_words:
        named = named.where(TOLD_LIKE)
    return (
        select(User.name, User.email, *(type_coerce(one, NullType()) for one in STANDS.values()))
        .select_from(Ambassador)
        .join(Ambassador.user)
        .outerjoin(Ambassador.unit)
        .where(Ambassador.cohort_id == COHORT, Ambassador.user_id.in_(named))
        .order_by(User.name, User.id)
    )


def _named(fits: ColumnElement[bool], are_few: bool) -> Select[uuid.UUID]:
    """Return which people are on the page."""
    named = select(User.id).order_by(User.name, User.id).limit(PEOPLE_PER_PAGE)
    named = named.offset(bindparam("offset", type_=Integer()))
    if are_few:
        return named.join(Ambassador, Ambassador.user_id == User.id).where(fits)
    # Sorting takes longer than reading names in order until the page is full.
    return named.where(select(Ambassador.id).where(fits, Ambassador.user_id == User.id).exists())
