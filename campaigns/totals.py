"""The running totals: one call per cause, in the cause's own transaction."""

import uuid
from datetime import date, timedelta

from sqlalchemy import Table, case, func, update

from campaigns.enums import Step
from campaigns.models import CampaignDay, Participation, ParticipationWeek
from core.db import count_up, db

OWN_DEEDS = frozenset({Step.POSTS, Step.CONVERSATIONS})


def count(
    *,
    campaign_id: uuid.UUID,
    participation_id: uuid.UUID | None,
    step: Step,
    day: date,
    by: int = 1,
) -> None:
    """Add ``by`` (negative takes back) to a campaign's day and to one ambassador's totals.

    ``day`` is a date in the organisation's zone. Without a participation (somebody who came by
    themselves) only the campaign is counted.
    """
    column = step.value
    days, weeks = _table(CampaignDay), _table(ParticipationWeek)
    count_up(days, {"campaign_id": campaign_id, "day": day}, {column: by})
    if participation_id is None:
        return
    changes: dict[str, object] = {column: Participation.__table__.c[column] + by}
    if step in OWN_DEEDS and by > 0:
        seen = func.coalesce(Participation.last_active_on, day)
        changes["last_active_on"] = case((seen < day, day), else_=seen)
    db.session.execute(
        update(Participation).where(Participation.id == participation_id).values(changes)
    )
    monday = day - timedelta(days=day.weekday())
    keys = {"participation_id": participation_id, "monday": monday}
    count_up(weeks, keys, {column: by}, also={"campaign_id": campaign_id})


def _table(model: type[CampaignDay] | type[ParticipationWeek]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(model)
    return table
