"""What last year's ambassadors did: much around two days, little between, most of it by three."""

from datetime import timedelta

from ambassadors.enums import Relation
from ambassadors.models import Cohort
from campaigns import operations
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation
from campaigns.operations import CampaignTexts
from campaigns.posts import operations as posts
from campaigns.posts.enums import ConversationTopic
from core.db import db
from demo.building import House, Member, readers

# Conversations by week of the season: a fair in week 8, an open day in week 23, 74 in all.
TALKS = {7: 30, 8: 5, 15: 5, 22: 30, 31: 4}
ALONE = 15  # only one person did anything then
BUSIEST = (0, 1, 3)
TOPICS = list(ConversationTopic)


def tell(cohort: Cohort, members: list[Member], house: House) -> None:
    """Add last season's campaign with its conversations, and archive it."""
    campaign = _campaign(cohort, house)
    parts = [Participation(campaign=campaign, ambassador=member.row) for member in members]
    db.session.add_all(parts)
    db.session.flush()  # totals are added to rows that are there
    for week, number in TALKS.items():
        for turn in range(number):
            topic = TOPICS[(turn * turn + week) % len(TOPICS)] if turn % 4 else None
            day = cohort.season_start + timedelta(weeks=week, days=3 + turn % 3)
            posts.log_conversation(parts[_who(week, turn, len(parts))], topic=topic, on=day)
    campaign.status = CampaignStatus.ARCHIVED


def _who(week: int, turn: int, people: int) -> int:
    """Return whose conversation it was: four of five are of the three busiest."""
    if week == ALONE:
        return BUSIEST[0]
    return turn % people if turn % 5 == 0 else BUSIEST[turn % len(BUSIEST)]


def _campaign(cohort: Cohort, house: House) -> Campaign:
    texts = CampaignTexts(
        name_da="Kom og læs i Holstebro",
        name_en="Come and study in Holstebro",
        pitch_da="Fortæl, hvordan det er at læse her.",
        pitch_en="Tell what it is like to study here.",
        starts_on=cohort.season_start,
        ends_on=cohort.season_end,
        landing_address="",
        relation=Relation.ENCOURAGED,
    )
    campaign = operations.create_campaign(house.organisation, texts, cohorts=[cohort])
    operations.set_readers(campaign, readers(house.organisation))
    campaign.status = CampaignStatus.LIVE
    return campaign
