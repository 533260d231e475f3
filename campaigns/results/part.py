"""Reads of a campaign's results for somebody who reads some units only. Others are in no number."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from ambassadors.models import Ambassador
from campaigns.models import Participation, ParticipationWeek
from campaigns.queries import Declined
from campaigns.results.ladder import Week
from core.db import db

WEEK_COLUMNS = (
    ParticipationWeek.clicks,
    ParticipationWeek.conversations,
    ParticipationWeek.sign_ups,
    ParticipationWeek.confirmed,
    ParticipationWeek.posts,
)


def weeks(campaign_id: uuid.UUID, units: Collection[uuid.UUID]) -> list[Week]:
    """Return the weeks in which the people of these units did something, in order."""
    rows = db.session.execute(
        select(ParticipationWeek.monday, *(func.sum(column) for column in WEEK_COLUMNS))
        .join(Participation, Participation.id == ParticipationWeek.participation_id)
        .join(Participation.ambassador)
        .where(ParticipationWeek.campaign_id == campaign_id, Ambassador.unit_id.in_(units))
        .group_by(ParticipationWeek.monday)
        .order_by(ParticipationWeek.monday)
    )
    return [Week(monday, *numbers) for monday, *numbers in rows]


@dataclass(frozen=True, kw_only=True)
class People:
    """How many of the units' people are active, and how many declined."""

    active: int
    declined: Declined


def people(campaign_id: uuid.UUID, units: Collection[uuid.UUID], since: date) -> People:
    """Return what the people of these units did since a day."""
    is_active = Participation.last_active_on >= since
    said_no = Participation.declined_at.is_not(None)
    active, declined, still_active = db.session.execute(
        select(
            func.count().filter(is_active),
            func.count().filter(said_no),
            func.count().filter(said_no, is_active),
        )
        .select_from(Participation)
        .join(Participation.ambassador)
        .where(Participation.campaign_id == campaign_id, Ambassador.unit_id.in_(units))
    ).one()
    return People(active=active, declined=Declined(people=declined, quiet=declined - still_active))


def in_units(units: Collection[uuid.UUID] | None) -> list[ColumnElement[bool]]:
    """Return the condition that keeps to these units' people; none where all are read."""
    return [] if units is None else [Ambassador.unit_id.in_(units)]
