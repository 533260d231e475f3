"""Writes about links. They may flush and never commit."""

from ambassadors.enums import Channel
from campaigns.models import Campaign, Participation
from campaigns.tracking import addresses, codes, queries
from campaigns.tracking.models import Link
from core.db import db


def ensure_link(participation: Participation) -> Link:
    """Return an ambassador's link in a campaign, made now if it is the first time."""
    return queries.link_of(participation) or _make_link(participation)


def _make_link(participation: Participation) -> Link:
    code = codes.new_code()
    while queries.code_is_taken(code):
        code = codes.new_code()
    campaign = participation.campaign
    link = Link(
        campaign_id=campaign.id,
        participation=participation,
        channel=Channel.INSTAGRAM,
        code=code,
        target=addresses.target_of(campaign, code),
    )
    db.session.add(link)
    return link


def retarget(campaign: Campaign) -> int:
    """Let every link of a campaign lead to its present landing address; return how many."""
    links = queries.links_of_campaign(campaign)
    for link in links:
        link.target = addresses.target_of(campaign, link.code)
    return len(links)
