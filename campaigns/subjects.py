"""What of campaigns can be written about to a cohort. Who has declined one hears nothing of it."""

import uuid
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from ambassadors.messages.signals import Subject, decliners_wanted, subjects_wanted
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation
from campaigns.queries import by_name
from core.db import db
from core.languages import localised


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    subjects_wanted.connect(_subjects)
    decliners_wanted.connect(_decliners)


def _subjects(organisation_id: uuid.UUID, **_: object) -> list[Subject]:
    live = (
        select(Campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            Campaign.status == CampaignStatus.LIVE,
            Campaign.ends_on >= func.current_date(),
        )
        .options(selectinload(Campaign.cohorts))
        .order_by(*by_name())
    )
    return [
        Subject(one.id, localised(one, "name"), frozenset(cohort.id for cohort in one.cohorts))
        for one in db.session.scalars(live)
    ]


def _decliners(campaign_id: uuid.UUID, **_: object) -> Select[Any]:
    return select(Participation.ambassador_id).where(
        Participation.campaign_id == campaign_id, Participation.declined_at.is_not(None)
    )
