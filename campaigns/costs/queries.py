"""Reads about costs. No writes, no request, no templates."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ambassadors.recognition.hours.models import HoursEntry
from campaigns.costs.models import Cost
from campaigns.models import Campaign, Participation
from core.db import db
from core.paging import Page

ROWS = 50


@dataclass(frozen=True)
class CostsFound:
    """One page of a campaign's costs, and which it is."""

    costs: list[Cost]
    page: Page


def list_costs(campaign: Campaign, *, page: int = 1) -> CostsFound:
    """Return a page of what a campaign cost, latest first."""
    here = Cost.campaign_id == campaign.id
    total = db.session.scalar(select(func.count()).where(here)) or 0
    wanted = Page.of(total, page, ROWS)
    rows = db.session.scalars(
        select(Cost)
        .where(here)
        .order_by(Cost.spent_on.desc(), Cost.created_at.desc(), Cost.id)
        .limit(ROWS)
        .offset(wanted.offset)
    )
    return CostsFound(list(rows), wanted)


def get_cost(campaign: Campaign, cost_id: uuid.UUID) -> Cost:
    """Return one of a campaign's costs; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Cost).where(Cost.id == cost_id, Cost.campaign_id == campaign.id)
    ).one()


def find_new(campaign: Campaign, said: Mapping[str, object], *, since: datetime) -> Cost | None:
    """Return the newest cost that says exactly the same, as when a form is sent twice."""
    return db.session.scalar(
        select(Cost)
        .where(Cost.campaign_id == campaign.id, Cost.created_at >= since)
        .filter_by(**said)
        .order_by(Cost.created_at.desc(), Cost.id)
        .limit(1)
    )


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What a campaign cost in all: øre, and quarters of an hour of those who run it."""

    money: int
    quarters: int
    hours_money: int
    unpriced_quarters: int

    @property
    def in_all(self) -> int:
        """Money and hours that have a rate, in øre."""
        return self.money + self.hours_money


def spent_on(campaign: Campaign) -> Spent:
    """Return what a campaign cost. Hours without a rate are hours only."""
    worth = func.sum(Cost.quarters * Cost.rate)
    money, quarters, quarter_ore, unpriced = db.session.execute(
        select(
            func.sum(Cost.amount),
            func.sum(Cost.quarters),
            worth,
            func.sum(Cost.quarters).filter(Cost.rate.is_(None)),
        ).where(Cost.campaign_id == campaign.id)
    ).one()
    return Spent(
        money=money or 0,
        quarters=quarters or 0,
        hours_money=round((quarter_ore or 0) / 4),
        unpriced_quarters=unpriced or 0,
    )


@dataclass(frozen=True, kw_only=True)
class Given:
    """Hours that ambassadors gave, from how many of them."""

    people: int
    quarters: int


def given_to(campaign: Campaign) -> Given:
    """Return the hours its ambassadors logged in a campaign's days, whatever they were for."""
    people, quarters = db.session.execute(
        select(func.count(HoursEntry.ambassador_id.distinct()), func.sum(HoursEntry.quarters))
        .join(Participation, Participation.ambassador_id == HoursEntry.ambassador_id)
        .where(
            Participation.campaign_id == campaign.id,
            HoursEntry.day >= campaign.starts_on,
            HoursEntry.day <= campaign.ends_on,
        )
    ).one()
    return Given(people=people, quarters=quarters or 0)
