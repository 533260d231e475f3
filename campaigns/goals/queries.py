"""Reads about goals and own kinds. No writes, no request, no templates."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from campaigns.enums import OutcomeKind
from campaigns.goals.signals import has_outcomes
from campaigns.models import Campaign, CampaignDay, Goal, OwnKind
from core.db import db


def get_goal(campaign: Campaign, goal_id: uuid.UUID) -> Goal:
    """Return one goal of a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Goal).where(Goal.id == goal_id, Goal.campaign_id == campaign.id)
    ).one()


def get_kind(organisation_id: uuid.UUID, kind_id: uuid.UUID) -> OwnKind:
    """Return one of an organisation's own kinds; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(OwnKind).where(OwnKind.id == kind_id, OwnKind.organisation_id == organisation_id)
    ).one()


def own_kinds(organisation_id: uuid.UUID) -> list[OwnKind]:
    """Return an organisation's own kinds, those in use first, then by name."""
    return list(
        db.session.scalars(
            select(OwnKind)
            .where(OwnKind.organisation_id == organisation_id)
            .order_by(OwnKind.retired_at.is_not(None), OwnKind.name_da, OwnKind.name_en, OwnKind.id)
        )
    )


def is_named(organisation_id: uuid.UUID, name_da: str, name_en: str, but: OwnKind | None) -> bool:
    """Say whether another own kind has one of these names, in whichever case."""
    wanted = [(OwnKind.name_da, name_da), (OwnKind.name_en, name_en)]
    return any(_taken(organisation_id, column, name, but) for column, name in wanted if name)


def _taken(
    organisation_id: uuid.UUID,
    column: InstrumentedAttribute[str],
    name: str,
    but: OwnKind | None,
) -> bool:
    same = select(OwnKind.id).where(
        OwnKind.organisation_id == organisation_id, func.lower(column) == name.lower()
    )
    if but is not None:
        same = same.where(OwnKind.id != but.id)
    return db.session.scalar(same.limit(1)) is not None


def goals_by_kind(organisation_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Return how many goals count each own kind; a kind without any is left out."""
    rows = db.session.execute(
        select(Goal.own_kind_id, func.count())
        .join(OwnKind, OwnKind.id == Goal.own_kind_id)
        .where(OwnKind.organisation_id == organisation_id)
        .group_by(Goal.own_kind_id)
        .order_by(Goal.own_kind_id)
    )
    return {kind_id: number for kind_id, number in rows if kind_id}


def is_counted(goal: Goal) -> bool:
    """Say whether anything has been counted towards a goal, here or in a room above."""
    is_talk = goal.outcome_kind is OutcomeKind.CONVERSATIONS
    return has_outcomes(goal) or (is_talk and has_conversations(goal.campaign))


def has_conversations(campaign: Campaign) -> bool:
    """Say whether anybody has logged a conversation in a campaign."""
    talked = select(CampaignDay.id).where(
        CampaignDay.campaign_id == campaign.id, CampaignDay.conversations > 0
    )
    return db.session.scalar(talked.limit(1)) is not None
