"""Whom a campaign is for: its cohorts, and of those only some units where it names any."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Unit
from accounts.units.signals import Use, unit_emptied, uses_asked
from campaigns.models import Campaign, campaign_scope
from core.db import db


def connect() -> None:
    """Start answering what is in a unit; connecting twice is harmless."""
    uses_asked.connect(_used)
    unit_emptied.connect(_emptied)


def covers(
    campaign_id: uuid.UUID | InstrumentedAttribute[uuid.UUID],
    unit_id: uuid.UUID | InstrumentedAttribute[uuid.UUID | None] | None,
) -> ColumnElement[bool]:
    """Return the condition that a campaign is for a unit: an area stands for all that is in it."""
    chosen = campaign_scope.c.campaign_id == campaign_id
    named = select(campaign_scope.c.unit_id).where(chosen)
    if unit_id is None:
        return ~named.exists()
    unit = literal(unit_id) if isinstance(unit_id, uuid.UUID) else unit_id
    is_in = campaign_scope.c.unit_id == Unit.parent_id
    inside = select(Unit.id).join(campaign_scope, is_in).where(chosen)
    return or_(~named.exists(), unit.in_(named), unit.in_(inside))


def _used(organisation_id: uuid.UUID, **_: object) -> Use:
    rows = db.session.execute(
        select(campaign_scope.c.unit_id, func.count())
        .join(Unit, Unit.id == campaign_scope.c.unit_id)
        .where(Unit.organisation_id == organisation_id)
        .group_by(campaign_scope.c.unit_id)
        .order_by(campaign_scope.c.unit_id)
    )
    return Use(_l("Campaigns only for it"), {row[0]: row[1] for row in rows})


def _emptied(unit: Unit, to: Unit | None, limit: int) -> int:
    """Let campaigns for a unit that goes be for the other one; without one, nobody is added."""
    found = list(
        db.session.scalars(
            select(Campaign).where(Campaign.units.any(Unit.id == unit.id)).limit(limit)
            .order_by(Campaign.id)
        )
    )  # fmt: skip
    for campaign in found:
        campaign.units = [one for one in campaign.units if one.id != unit.id]
        if to is not None and to not in campaign.units:
            campaign.units.append(to)
    db.session.flush()
    return len(found)
