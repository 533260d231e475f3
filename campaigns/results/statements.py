"""The statements that every results page sends, written once: writing takes as long as sending.

Each wants the ids of some campaigns, as ``campaigns``, or the id of one, as ``campaign``.
"""

import uuid

from sqlalchemy import BindParameter, Integer, bindparam, func, select
from sqlalchemy.orm import selectinload

from accounts.models import Unit, User
from ambassadors.models import Ambassador
from campaigns.models import Campaign, CampaignDay, Goal, Participation
from campaigns.outcomes.models import GoalSource

DAY_COLUMNS = (
    CampaignDay.clicks,
    CampaignDay.conversations,
    CampaignDay.sign_ups,
    CampaignDay.confirmed,
    CampaignDay.posts,
)

WHICH: BindParameter[uuid.UUID] = bindparam("campaigns", expanding=True)
DAYS = (
    select(CampaignDay.day, *(func.sum(column) for column in DAY_COLUMNS))
    .where(CampaignDay.campaign_id.in_(WHICH))
    .group_by(CampaignDay.day)
    .order_by(CampaignDay.day)
)
DAYS_OF_EACH = (
    select(CampaignDay.campaign_id, CampaignDay.day, *DAY_COLUMNS)
    .where(CampaignDay.campaign_id.in_(WHICH))
    .order_by(CampaignDay.campaign_id, CampaignDay.day)
)
GOAL_SOURCES = (
    select(GoalSource.goal_id, GoalSource.source, GoalSource.sign_ups)
    .join(Goal, Goal.id == GoalSource.goal_id)
    .where(Goal.campaign_id.in_(WHICH))
    .order_by(GoalSource.goal_id, GoalSource.source)
)

CAMPAIGN = (
    select(Campaign)
    .where(
        Campaign.id == bindparam("campaign"),
        Campaign.organisation_id == bindparam("organisation"),
    )
    .options(selectinload(Campaign.goals), selectinload(Campaign.readers))
)
ACTIVE_IN_ONE = select(func.count()).where(
    Participation.campaign_id == bindparam("campaign"),
    Participation.last_active_on >= bindparam("since"),
)
# Behind the page's rows and the file's.
PEOPLE = (
    select(
        User.name,
        Unit.path,
        Participation.clicks,
        Participation.conversations,
        Participation.sign_ups,
        Participation.confirmed,
        Participation.posts,
        Participation.last_active_on,
        Participation.id,
    )
    .select_from(Participation)
    .join(Participation.ambassador)
    .join(Ambassador.user)
    .outerjoin(Ambassador.unit)
    .where(Participation.campaign_id == bindparam("campaign"))
    .order_by(Participation.sign_ups.desc(), Participation.id.desc())
)
PAGE_OF_PEOPLE = PEOPLE.limit(bindparam("limit", type_=Integer())).offset(
    bindparam("offset", type_=Integer())
)
