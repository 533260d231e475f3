"""Reads about outcomes. No writes, no request, no templates."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.people import shown_name
from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal, Participation
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.models import Correction, Outcome
from campaigns.tracking.models import FormerCode, Link
from campaigns.tracking.queries import find_link
from core.db import db

PER_PAGE = 50


def sign_up_goal(campaign: Campaign) -> Goal | None:
    """Return the goal that a sign-up to a campaign's event counts towards, ended or not."""
    return db.session.scalar(
        select(Goal).where(
            Goal.campaign_id == campaign.id, Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
        )
    )


def find_outcome(goal: Goal, reference: str) -> Outcome | None:
    """Return the outcome that something, such as a seat, was counted as towards a goal."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.goal_id == goal.id, Outcome.external_ref == reference)
        .options(joinedload(Outcome.participation), joinedload(Outcome.goal))
    )


def next_position(outcome: Outcome) -> int:
    """Return the position of an outcome's next change."""
    taken = select(func.max(Correction.position)).where(Correction.outcome_id == outcome.id)
    return (db.session.scalar(taken) or 0) + 1


@dataclass(frozen=True)
class Wanted:
    """Which outcomes a list is narrowed to; nothing where it is not."""

    goal_id: uuid.UUID | None = None
    stages: tuple[Stage, ...] = ()
    sources: tuple[Source, ...] = ()
    import_id: uuid.UUID | None = None
    part: Participation | None = None


def outcomes_page(
    campaign: Campaign, wanted: Wanted, units: Collection[uuid.UUID] | None, *, page: int
) -> Pagination:
    """Return one page of a campaign's outcomes, newest first; of some units' people, or of all."""
    found = (
        select(Outcome)
        .join(Outcome.goal)
        .where(Goal.campaign_id == campaign.id, *_narrowed(wanted))
        .options(contains_eager(Outcome.goal))
        .order_by(Outcome.happened_at.desc(), Outcome.id)
    )
    if units is not None:
        found = found.join(Outcome.participation).join(Participation.ambassador)
        found = found.where(Ambassador.unit_id.in_(units))
    return db.paginate(found, page=max(1, page), per_page=PER_PAGE, error_out=False)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    pairs = (
        (Outcome.goal_id, wanted.goal_id),
        (Outcome.import_id, wanted.import_id),
        (Outcome.participation_id, wanted.part.id if wanted.part else None),
    )
    some = ((Outcome.stage, wanted.stages), (Outcome.source, wanted.sources))
    return [
        *(column == value for column, value in pairs if value is not None),
        *(column.in_(values) for column, values in some if values),
    ]


def get_outcome(
    campaign: Campaign, outcome_id: uuid.UUID, units: Collection[uuid.UUID] | None = None
) -> Outcome:
    """Return an outcome of a campaign, of some units' people or of all; else a 404."""
    wanted = (
        select(Outcome)
        .join(Outcome.goal)
        .where(Outcome.id == outcome_id, Goal.campaign_id == campaign.id)
        .options(contains_eager(Outcome.goal))
    )
    if units is not None:
        wanted = wanted.join(Outcome.participation).join(Participation.ambassador)
        wanted = wanted.where(Ambassador.unit_id.in_(units))
    return db.session.scalars(wanted).one()


def history_of(outcome: Outcome) -> list[Correction]:
    """Return what changed about an outcome, in order, with whoever says so."""
    return list(
        db.session.scalars(
            select(Correction)
            .where(Correction.outcome_id == outcome.id)
            .options(joinedload(Correction.made_by))
            .order_by(Correction.position)
        )
    )


def codes_of(campaign: Campaign) -> dict[str, uuid.UUID]:
    """Return the codes of a campaign's links, former ones too, with the part each stands for."""
    now = select(Link.code, Link.participation_id).where(Link.campaign_id == campaign.id)
    before = (
        select(FormerCode.code, Link.participation_id)
        .join(Link, Link.id == FormerCode.link_id)
        .where(Link.campaign_id == campaign.id)
    )
    rows = [*db.session.execute(before), *db.session.execute(now)]
    return {code: participation_id for code, participation_id in rows}  # noqa: C416 -- rows


def part_with_code(campaign: Campaign, code: str) -> Participation | None:
    """Return the part in a campaign that a code stands for."""
    link = find_link(code)
    return link.participation if link and link.campaign_id == campaign.id else None


def codes_of_parts(parts: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return one code of each of some parts, which stands for them without a name."""
    rows = db.session.execute(
        select(Link.participation_id, func.min(Link.code))
        .where(Link.participation_id.in_(parts))
        .group_by(Link.participation_id)
    )
    return {part: code for part, code in rows}  # noqa: C416 -- rows, not pairs


def names_of_parts(parts: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of some parts' ambassadors, for those who may see them."""
    rows = db.session.execute(
        select(Participation.id, User.name)
        .join(Participation.ambassador)
        .join(Ambassador.user)
        .where(Participation.id.in_(parts))
    )
    return {part: shown_name(name) for part, name in rows}
