"""Reads about campaigns. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from accounts.enums import RUNS_THE_PROGRAMME, Role
from accounts.models import Membership
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation, campaign_cohort, campaign_kit
from campaigns.scope import covers
from core.db import Base, db
from core.formats import local_date
from core.languages import language


def get_campaign(organisation_id: uuid.UUID, campaign_id: uuid.UUID) -> Campaign:
    """Return one campaign of an organisation, goals loaded; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Campaign)
        .where(Campaign.id == campaign_id, Campaign.organisation_id == organisation_id)
        .options(
            joinedload(Campaign.organisation),
            selectinload(Campaign.goals),
            selectinload(Campaign.readers),
            selectinload(Campaign.cohorts),
            selectinload(Campaign.units),
            selectinload(Campaign.kits),
        )
    ).one()


def by_name() -> tuple[ColumnElement[str], InstrumentedAttribute[uuid.UUID]]:
    """Return what sorts campaigns by the name they are shown with."""
    first, other = Campaign.name_da, Campaign.name_en
    if language() == "en":
        first, other = other, first
    return func.coalesce(func.nullif(first, ""), other), Campaign.id


def hold(row: Base) -> None:
    """Let others who want to change a row wait until we are done: a form may be sent twice."""
    db.session.refresh(row, ["id"], with_for_update=True)


def slugs(organisation_id: uuid.UUID) -> set[str]:
    """Return the slugs an organisation's campaigns already have."""
    taken = select(Campaign.slug).where(Campaign.organisation_id == organisation_id)
    return set(db.session.scalars(taken))


def find_new_draft(
    organisation_id: uuid.UUID, texts: Mapping[str, object], *, since: datetime
) -> Campaign | None:
    """Return the newest draft that says exactly the same, as when a form is sent twice."""
    return db.session.scalar(
        select(Campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            Campaign.status == CampaignStatus.DRAFT,
            Campaign.created_at >= since,
        )
        .filter_by(**texts)
        .order_by(Campaign.created_at.desc(), Campaign.id)
        .limit(1)
    )


def list_campaigns(organisation_id: uuid.UUID) -> list[Campaign]:
    """Return an organisation's campaigns, latest first, with goals and cohorts."""
    return list(
        db.session.scalars(
            select(Campaign)
            .where(Campaign.organisation_id == organisation_id)
            .options(selectinload(Campaign.goals), selectinload(Campaign.cohorts))
            .order_by(Campaign.starts_on.desc(), *by_name())
        )
    )


def readable_campaigns(memberships: Iterable[Membership]) -> list[Campaign]:
    """Return the campaigns these memberships of one organisation may read, latest first."""
    memberships = list(memberships)
    wanted = select(Campaign).where(
        Campaign.organisation_id.in_({membership.organisation_id for membership in memberships}),
        Campaign.status != CampaignStatus.DRAFT,
    )
    if not any(membership.role in RUNS_THE_PROGRAMME for membership in memberships):
        readers = [m.id for m in memberships if m.role is Role.READER]
        wanted = wanted.where(Campaign.readers.any(Membership.id.in_(readers)))
    return list(
        db.session.scalars(
            wanted.options(selectinload(Campaign.goals)).order_by(
                Campaign.starts_on.desc(), *by_name()
            )
        )
    )


def live_participations(ambassador: Ambassador, on: date) -> list[Participation]:
    """Return where an ambassador takes part on a day, the campaign that ends first first."""
    which = {"ambassador": ambassador.id, "on": on}
    return list(db.session.scalars(_live_parts(language()), which))


@cache
def _live_parts(_language: str) -> Select[Participation]:
    """Put the statement together once in each language, which decides the order of names."""
    return (
        select(Participation)
        .join(Participation.campaign)
        .where(
            Participation.ambassador_id == bindparam("ambassador"),
            Participation.declined_at.is_(None),
            Campaign.status == CampaignStatus.LIVE,
            Campaign.starts_on <= bindparam("on"),
            Campaign.ends_on >= bindparam("on"),
        )
        .options(joinedload(Participation.campaign).selectinload(Campaign.goals))
        .order_by(Campaign.ends_on, *by_name())
    )


def parts_in_sight(ambassador: Ambassador, on: date) -> list[Participation]:
    """Return an ambassador's parts in campaigns that run or will, declined ones too."""
    return list(
        db.session.scalars(
            select(Participation)
            .join(Participation.campaign)
            .where(
                Participation.ambassador_id == ambassador.id,
                Campaign.status == CampaignStatus.LIVE,
                Campaign.ends_on >= on,
            )
            .options(joinedload(Participation.campaign))
            .order_by(Campaign.ends_on, *by_name())
        )
    )


def declined_kits(ambassador: Ambassador) -> set[uuid.UUID]:
    """Return the kits of running campaigns that an ambassador has declined, all of them."""
    running = (
        select(campaign_kit.c.kit_id, Participation.declined_at)
        .join(Campaign, Campaign.id == campaign_kit.c.campaign_id)
        .join(Participation, Participation.campaign_id == Campaign.id)
        .where(Participation.ambassador_id == ambassador.id, Campaign.status == CampaignStatus.LIVE)
        .order_by(campaign_kit.c.kit_id)
    )
    rows = [tuple(row) for row in db.session.execute(running)]
    return {kit for kit, no in rows if no} - {kit for kit, no in rows if not no}


def has_declined_all() -> ColumnElement[bool]:
    """Return the condition that an ambassador has declined every campaign that runs."""
    live = Campaign.status == CampaignStatus.LIVE
    declined = (  # few do, so they are found once instead of asking about everybody
        select(Participation.ambassador_id)
        .join(Participation.campaign)
        .where(live, Participation.declined_at.is_not(None))
    )
    goes_on = (
        select(Participation.id)
        .join(Participation.campaign)
        .where(
            Participation.ambassador_id == Ambassador.id,
            live,
            Participation.declined_at.is_(None),
        )
    )
    return and_(Ambassador.id.in_(declined), ~goes_on.exists())


@dataclass(frozen=True, kw_only=True)
class Declined:
    """How many have said no to a campaign, and how many of those did nothing lately."""

    people: int
    quiet: int


# Sent by every results page, and written once: writing takes as long as sending.
DECLINED = select(
    func.count(), func.count().filter(Participation.last_active_on >= bindparam("since"))
).where(Participation.campaign_id == bindparam("campaign"), Participation.declined_at.is_not(None))


def declined_in(campaign: Campaign, since: date) -> Declined:
    """Return how many have declined, and how many of them were not active since a day."""
    which = {"campaign": campaign.id, "since": since}
    people, still_active = db.session.execute(DECLINED, which).one()
    return Declined(people=people, quiet=people - still_active)


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many take part in a campaign, and how many have declined it."""

    taking_part: int
    declined: int


def turnout(campaign: Campaign) -> Turnout:
    """Return how many were asked into a campaign, and how many of them said no."""
    everybody, declined = db.session.execute(
        select(func.count(), func.count().filter(Participation.declined_at.is_not(None))).where(
            Participation.campaign_id == campaign.id
        )
    ).one()
    return Turnout(taking_part=everybody - declined, declined=declined)


def get_participation(ambassador: Ambassador, participation_id: uuid.UUID) -> Participation:
    """Return an ambassador's own part in a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Participation)
        .where(Participation.id == participation_id, Participation.ambassador_id == ambassador.id)
        .options(joinedload(Participation.campaign).joinedload(Campaign.organisation))
    ).one()


def missing_ambassadors(campaign: Campaign, *, limit: int) -> list[Ambassador]:
    """Return some of the active ambassadors a campaign is for who have no part in it yet.

    Those of a season that is over are left in peace.
    """
    first = _missing(campaign).order_by(Ambassador.joined_at, Ambassador.id).limit(limit)
    return list(db.session.scalars(first))


def count_missing(campaign: Campaign) -> int:
    """Return how many a campaign is for who have no part in it yet."""
    return db.session.scalar(_missing(campaign).with_only_columns(func.count(Ambassador.id))) or 0


def _missing(campaign: Campaign) -> Select[Ambassador]:
    taking_part = select(Participation.ambassador_id).where(
        Participation.campaign_id == campaign.id
    )
    return (
        select(Ambassador)
        .join(campaign_cohort, campaign_cohort.c.cohort_id == Ambassador.cohort_id)
        .where(
            campaign_cohort.c.campaign_id == campaign.id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Ambassador.cohort.has(Cohort.status != CohortStatus.ENDED),
            covers(campaign.id, Ambassador.unit_id),
            Ambassador.id.not_in(taking_part),
        )
    )


def new_campaigns_for(ambassador: Ambassador) -> list[Campaign]:
    """Return the running campaigns for an ambassador's cohort and unit that they have no part in.

    Who comes back after leaving has the parts they had.
    """
    taking_part = select(Participation.campaign_id).where(
        Participation.ambassador_id == ambassador.id
    )
    return list(
        db.session.scalars(
            select(Campaign)
            .join(campaign_cohort, campaign_cohort.c.campaign_id == Campaign.id)
            .where(
                campaign_cohort.c.cohort_id == ambassador.cohort_id,
                Campaign.status == CampaignStatus.LIVE,
                covers(Campaign.id, ambassador.unit_id),
                Campaign.id.not_in(taking_part),
            )
            .order_by(Campaign.starts_on, Campaign.id)
        )
    )


def ended_campaigns(now: datetime) -> list[Campaign]:
    """Return the live campaigns whose last day is over in the zone of their organisation."""
    live = (
        select(Campaign)
        .where(Campaign.status == CampaignStatus.LIVE, Campaign.ends_on <= now.date())
        .options(joinedload(Campaign.organisation))
        .order_by(Campaign.ends_on, Campaign.id)
    )
    return [
        campaign
        for campaign in db.session.scalars(live)
        if campaign.ends_on < local_date(now, campaign.organisation.timezone)
    ]
