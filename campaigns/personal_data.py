"""What campaigns hold about an ambassador: their part and what came of it."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from accounts.models import Membership
from campaigns import groups
from campaigns.labels import OWN_STEPS
from campaigns.models import (
    Campaign,
    CampaignDay,
    CampaignGroup,
    Goal,
    OwnKind,
    Participation,
    ParticipationWeek,
    campaign_cohort,
    campaign_kit,
    campaign_reader,
    campaign_scope,
)
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, Words, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell of somebody's parts, their weeks, and the campaigns they may read as staff."""
    parts = db.session.scalars(
        select(Participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Participation.campaign))
        .order_by(Participation.created_at, Participation.id)
    ).all()
    yield Held(_l("Campaigns"), [_told_part(part) for part in parts])
    names = {part.id: localised(part.campaign, "name") for part in parts}
    yield _told_weeks(names)
    yield _told_reading(person)


def _told_weeks(names: Mapping[uuid.UUID, str]) -> Held:
    weeks = db.session.scalars(
        select(ParticipationWeek)
        .where(ParticipationWeek.participation_id.in_(names))
        .order_by(ParticipationWeek.monday, ParticipationWeek.id)
    )
    return Held(
        _l("Week by week"),
        [
            {
                _l("Campaign"): names[week.participation_id],
                _l("Week from"): week.monday,
                **_told_numbers(week),
            }
            for week in weeks
        ],
    )


def _told_reading(person: Person) -> Held:
    read = db.session.scalars(
        select(Campaign)
        .join(campaign_reader, campaign_reader.c.campaign_id == Campaign.id)
        .join(Membership, Membership.id == campaign_reader.c.membership_id)
        .where(Membership.user_id == person.user_id)
        .order_by(Campaign.starts_on, Campaign.id)
    )
    return Held(
        _l("Campaigns whose results you may read"),
        [{_l("Campaign"): localised(campaign, "name")} for campaign in read],
    )


def _told_part(part: Participation) -> dict[Words, Any]:
    return {
        _l("Campaign"): localised(part.campaign, "name"),
        _l("Your own target"): part.own_target,
        _l("What your target counts"): OWN_STEPS.get(part.own_step) if part.own_step else None,
        _l("Declined"): part.declined_at,
        **_told_numbers(part),
        _l("Active last"): part.last_active_on,
    }


def _told_numbers(row: Participation | ParticipationWeek) -> dict[Words, Any]:
    return {
        _l("Clicks"): row.clicks,
        _l("Conversations"): row.conversations,
        _l("Sign-ups"): row.sign_ups,
        _l("Confirmed"): row.confirmed,
        _l("Posts"): row.posts,
    }


def erase(person: Person) -> None:
    """Leave the numbers, which are a campaign's result; somebody's own target goes.

    What they called their own function is no group's any more.
    """
    groups.forget_function(person.places)
    db.session.execute(
        update(Participation)
        .where(Participation.ambassador_id.in_(person.places))
        .values(own_target=None, own_step=None)
    )


register(
    "campaigns",
    title=_l("Campaigns"),
    tables=[Participation, ParticipationWeek, campaign_reader],
    tell=tell,
    erase=erase,
)
for table in (Campaign, Goal, OwnKind, campaign_cohort, campaign_kit, campaign_scope):
    exempt(table, "the organisation's own plans")
exempt(CampaignDay, "a campaign's totals by day, without people")
exempt(CampaignGroup, "a campaign's totals by unit, cohort and function; see ``erase``")
