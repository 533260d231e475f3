"""Campaigns of the demo: goals, an event, who takes part."""

from datetime import date, timedelta

from ambassadors.enums import Relation
from ambassadors.recognition.hours.quarters import QUARTERS
from campaigns import operations
from campaigns.costs.kroner import ORE
from campaigns.costs.models import Cost
from campaigns.enums import CampaignStatus
from campaigns.goals import operations as goals
from campaigns.models import Campaign, Participation
from campaigns.operations import CampaignTexts
from campaigns.outcomes.events import operations as events
from campaigns.outcomes.events.operations import EventTexts
from core.db import db
from demo.building import House, Member, readers
from demo.plans import CampaignPlan, EventPlan
from media.kits.models import Kit
from media.library.models import Asset

Parts = dict[str, Participation]


def start(
    plan: CampaignPlan, house: House, *, kits: list[Kit], assets: dict[str, Asset]
) -> tuple[Campaign, Parts]:
    """Add a campaign; unless it is a draft, let it run, and return the parts by name."""
    cohorts = [house.cohorts[key] for key in plan.cohorts]
    campaign = operations.create_campaign(
        house.organisation, _campaign_texts(plan, house), cohorts=cohorts
    )
    for kind, target in plan.goals.items():
        goals.add_goal(campaign, kind, target=target, actor=None)
    if plan.own_goal:
        names = {"name_da": plan.own_goal.name.da, "name_en": plan.own_goal.name.en}
        kind_of_theirs = goals.add_kind(house.organisation, **names, actor=None)
        db.session.flush()  # a goal points at it
        goals.add_goal(campaign, kind_of_theirs, target=plan.own_goal.target, actor=None)
    _spend(campaign, plan, house)
    operations.set_readers(campaign, readers(house.organisation))
    if plan.event:
        events.create_event(
            campaign, _event_texts(plan.event, house), picture=assets[plan.event.picture]
        )
    if plan.is_called_off:
        campaign.status = CampaignStatus.ARCHIVED
    if plan.numbers is None:
        return campaign, {}
    operations.set_kits(campaign, kits)
    return campaign, _take_part(campaign, plan, house)


def _spend(campaign: Campaign, plan: CampaignPlan, house: House) -> None:
    for spent in plan.costs:
        cost = Cost(campaign=campaign, what=spent.what, spent_on=house.season.monday(spent.week))
        if spent.kroner:
            cost.amount = spent.kroner * ORE
        else:
            cost.quarters, cost.rate = spent.hours * QUARTERS, spent.rate * ORE or None
        db.session.add(cost)


def _campaign_texts(plan: CampaignPlan, house: House) -> CampaignTexts:
    first, last = plan.weeks
    ends_on = house.season.monday(last) + timedelta(days=6)
    if plan.event:
        ends_on = house.season.today + timedelta(days=plan.event.in_days)
    return CampaignTexts(
        name_da=plan.name.da,
        name_en=plan.name.en,
        pitch_da=plan.pitch.da,
        pitch_en=plan.pitch.en,
        starts_on=house.season.monday(first),
        ends_on=ends_on,
        landing_address="",
        relation=Relation.ENCOURAGED,
    )


def _event_texts(plan: EventPlan, house: House) -> EventTexts:
    day = house.season.today + timedelta(days=plan.in_days)
    return EventTexts(
        title_da=plan.title.da,
        title_en=plan.title.en,
        description_da=plan.description.da,
        description_en=plan.description.en,
        place=plan.place,
        starts_at=house.season.at(day, plan.hours[0]),
        ends_at=house.season.at(day, plan.hours[1]),
        capacity=plan.capacity,
        has_waiting_list=True,
    )


def _take_part(campaign: Campaign, plan: CampaignPlan, house: House) -> Parts:
    """Give a part to everybody who was in while it ran; ``launch`` would take in all."""
    campaign.status = CampaignStatus.LIVE
    parts = {}
    for member in (one for key in plan.cohorts for one in house.members[key]):
        if member.plan.joined_week <= plan.weeks[1]:
            part = operations.add_participation(campaign, member.row)
            part.created_at = house.season.at(_since(member, plan, house), 18)
            parts[member.plan.name] = part
    return parts


def _since(member: Member, plan: CampaignPlan, house: House) -> date:
    return house.season.monday(max(member.plan.joined_week, plan.weeks[0]))
