"""Reads about links. No writes, no request, no templates."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import Organisation
from ambassadors.models import Ambassador
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation, campaign_kit
from campaigns.tracking import codes
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import FormerCode, Link, LinkRules
from core.db import db
from media.kits.models import Kit


def find_link(typed: str) -> Link | None:
    """Return the link that has or had this code, in any case, with its participation loaded."""
    code = codes.normalise(typed)
    if code is None:
        return None
    return db.session.scalar(
        select(Link)
        .where(or_(Link.code == code, Link.former_codes.any(FormerCode.code == code)))
        .options(joinedload(Link.participation).joinedload(Participation.campaign))
    )


def link_of(participation: Participation, channel: LinkChannel | None = None) -> Link | None:
    """Return an ambassador's link in one campaign: the first, or the one for a place."""
    links = select(Link).where(Link.participation_id == participation.id)
    if channel is not None:
        links = links.where(Link.channel == channel)
    return db.session.scalar(links.order_by(Link.created_at, Link.id).limit(1))


def is_in_a_campaign(kit: Kit) -> bool:
    """Say whether any campaign, running or not, has a kit."""
    found = select(campaign_kit.c.kit_id).where(campaign_kit.c.kit_id == kit.id).limit(1)
    return db.session.scalar(found) is not None


def part_asked_for(
    campaign: Campaign, typed: str, units: Collection[uuid.UUID] | None
) -> Participation | None:
    """Return the part a list is narrowed to; nothing where nobody can be meant.

    Of another campaign, or of units one does not read, there is none: NoResultFound, a 404.
    """
    try:
        part_id = uuid.UUID(typed)
    except ValueError:
        return None
    wanted = (
        select(Participation)
        .join(Participation.ambassador)
        .where(Participation.id == part_id, Participation.campaign_id == campaign.id)
        .options(contains_eager(Participation.ambassador).joinedload(Ambassador.user))
    )
    if units is not None:
        wanted = wanted.where(Ambassador.unit_id.in_(units))
    return db.session.scalars(wanted).one()


def links_of_part(participation: Participation) -> list[Link]:
    """Return an ambassador's links in one campaign, the first made first."""
    links = select(Link).where(Link.participation_id == participation.id)
    return list(db.session.scalars(links.order_by(Link.created_at, Link.id)))


def newest_led_away(organisation: Organisation) -> Campaign | None:
    """Return the newest campaign whose links lead to a page elsewhere, to show as an example."""
    return db.session.scalar(
        select(Campaign)
        .where(
            Campaign.organisation_id == organisation.id,
            Campaign.landing_address.startswith("https://"),
        )
        .order_by(Campaign.created_at.desc(), Campaign.id)
        .limit(1)
    )


def links_of(ambassador: Ambassador) -> list[Link]:
    """Return an ambassador's links in campaigns that have started, the running ones first."""
    return list(
        db.session.scalars(
            select(Link)
            .join(Link.participation)
            .join(Participation.campaign)
            .where(
                Participation.ambassador_id == ambassador.id,
                Campaign.status != CampaignStatus.DRAFT,
            )
            .options(joinedload(Link.participation).joinedload(Participation.campaign))
            .order_by(Campaign.ends_on.desc(), Campaign.id, Link.created_at, Link.id)
        )
    )


def all_links_of(ambassador: Ambassador) -> list[Link]:
    """Return every link an ambassador has, with its campaign."""
    return list(
        db.session.scalars(
            select(Link)
            .join(Link.participation)
            .where(Participation.ambassador_id == ambassador.id)
            .options(joinedload(Link.participation).joinedload(Participation.campaign))
            .order_by(Link.code)
        )
    )


def get_link(ambassador: Ambassador, link_id: uuid.UUID) -> Link:
    """Return one of an ambassador's own links; NoResultFound becomes a 404."""
    return db.session.scalars(
        _with_campaign()
        .join(Link.participation)
        .where(Link.id == link_id, Participation.ambassador_id == ambassador.id)
    ).one()


def get_link_of_campaign(campaign: Campaign, link_id: uuid.UUID) -> Link:
    """Return one of a campaign's links, with whose it is; NoResultFound becomes a 404."""
    whose = joinedload(Link.participation).joinedload(Participation.ambassador)
    return db.session.scalars(
        _with_campaign()
        .where(Link.id == link_id, Link.campaign_id == campaign.id)
        .options(whose.joinedload(Ambassador.user))
    ).one()


def _with_campaign() -> Select[Link]:
    campaign = joinedload(Link.participation).joinedload(Participation.campaign)
    return select(Link).options(
        campaign.joinedload(Campaign.organisation), selectinload(Link.former_codes)
    )


def links_of_campaign(campaign: Campaign) -> list[Link]:
    """Return every link of a campaign, with whose it is."""
    return list(
        db.session.scalars(
            select(Link)
            .join(Link.participation)
            .join(Participation.ambassador)
            .where(Link.campaign_id == campaign.id)
            .options(contains_eager(Link.participation, Participation.ambassador))
            .order_by(Link.code)
        )
    )


def code_is_taken(code: str) -> bool:
    """Say whether some link has or had this code; one statement, so that nothing slips between."""
    now = select(Link.id).where(Link.code == code)
    before = select(FormerCode.id).where(FormerCode.code == code)
    return db.session.scalar(now.union_all(before)) is not None


def taken(drawn: Collection[str]) -> set[str]:
    """Return which of some codes a link has or had."""
    now = select(Link.code).where(Link.code.in_(drawn))
    before = select(FormerCode.code).where(FormerCode.code.in_(drawn))
    return set(db.session.scalars(now.union_all(before)))


def with_link(parts: Collection[Participation], channel: LinkChannel) -> set[uuid.UUID]:
    """Return which of some parts have a link for a place."""
    asked = [part.id for part in parts]
    have = select(Link.participation_id).where(
        Link.participation_id.in_(asked), Link.channel == channel
    )
    return set(db.session.scalars(have))


def rules_of(organisation: Organisation, campaign: Campaign | None = None) -> LinkRules | None:
    """Return the rules of a campaign, or those of its organisation where it has none."""
    wanted: list[ColumnElement[bool]] = [LinkRules.campaign_id.is_(None)]
    if campaign is not None:
        wanted.append(LinkRules.campaign_id == campaign.id)
    return db.session.scalar(
        select(LinkRules)
        .where(LinkRules.organisation_id == organisation.id, or_(*wanted))
        .order_by(LinkRules.campaign_id.is_(None), LinkRules.id)
        .limit(1)
    )


def campaigns_by_rules_of(organisation: Organisation) -> list[Campaign]:
    """Return the launched campaigns that follow the organisation's rules, having none."""
    own = select(LinkRules.campaign_id).where(LinkRules.campaign_id == Campaign.id)
    return list(
        db.session.scalars(
            select(Campaign)
            .where(
                Campaign.organisation_id == organisation.id,
                Campaign.status == CampaignStatus.LIVE,
                ~own.exists(),
            )
            .order_by(Campaign.id)
        )
    )
