"""Which campaigns a results reader may read, chosen where their role is given."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from accounts import audit
from accounts.models import Membership, Organisation, User
from accounts.signals import given_readings_asked, readings_asked, readings_chosen
from campaigns.models import Campaign, campaign_reader
from core.db import db
from core.languages import localised


def connect() -> None:
    """Start answering; connecting twice is harmless."""
    readings_asked.connect(_choices)
    given_readings_asked.connect(_given)
    readings_chosen.connect(_choose)


def _campaigns(organisation_id: uuid.UUID) -> list[Campaign]:
    return list(
        db.session.scalars(
            select(Campaign)
            .where(Campaign.organisation_id == organisation_id)
            .order_by(Campaign.starts_on.desc(), Campaign.id)
        )
    )


def _choices(organisation: Organisation, **_: object) -> list[tuple[uuid.UUID, str]]:
    return [(one.id, localised(one, "name")) for one in _campaigns(organisation.id)]


def _given(membership: Membership, **_: object) -> set[uuid.UUID]:
    mine = campaign_reader.c.membership_id == membership.id
    return set(db.session.scalars(select(campaign_reader.c.campaign_id).where(mine)))


def _choose(
    membership: Membership, *, ids: Collection[uuid.UUID], actor: User | None, **_: object
) -> None:
    before = _given(membership)
    campaigns = _campaigns(membership.organisation_id)
    after = {campaign.id for campaign in campaigns} & set(ids)
    if before == after:
        return
    for campaign in campaigns:
        if campaign.id in after - before:
            campaign.readers.append(membership)
        elif campaign.id in before - after:
            campaign.readers.remove(membership)
    names = {campaign.id: localised(campaign, "name") for campaign in campaigns}
    audit.record(
        membership.organisation, actor=actor, action="reading_given", subject=membership.user,
        before={"campaigns": sorted(names[one] for one in before)},
        after={"campaigns": sorted(names[one] for one in after)},
    )  # fmt: skip
