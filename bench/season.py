"""One small campaign with as many ambassadors and links as a measurement needs."""

from datetime import date

from accounts.models import Organisation, User
from ambassadors.enums import CohortStatus, Kind, Rhythm
from ambassadors.models import Ambassador, Cohort
from campaigns.models import Campaign, Participation
from campaigns.tracking.codes import new_code
from campaigns.tracking.models import Link
from core.db import db, utcnow

SEASON = (date(2026, 9, 1), date(2026, 12, 31))


def start_campaign(*, slug: str = "bench", timezone: str = "Europe/Copenhagen") -> Campaign:
    """Add an organisation with one cohort and one campaign."""
    organisation = Organisation(name="Bench", slug=slug, timezone=timezone)
    cohort = Cohort(
        organisation=organisation,
        kind=Kind.STUDENT,
        name="Autumn",
        status=CohortStatus.OPEN,
        season_start=SEASON[0],
        season_end=SEASON[1],
        retention_until=SEASON[1],
        ambassador_word_da="ambassadør",
        ambassador_word_en="ambassador",
        notice_da="",
        notice_en="",
    )
    campaign = Campaign(
        organisation=organisation, name_en="Open house", slug="open-house", cohorts=[cohort]
    )
    campaign.starts_on, campaign.ends_on = SEASON
    db.session.add(campaign)
    db.session.flush()  # links are added by the campaign's id
    return campaign


def add_links(campaign: Campaign, count: int) -> list[Link]:
    """Add ``count`` ambassadors to a campaign, with one link each."""
    links = []
    for number in range(count):
        user = User(email=f"{new_code().lower()}{number}@example.org", name="Ada Holm")
        ambassador = Ambassador(
            cohort=campaign.cohorts[0],
            user=user,
            rhythm=Rhythm.EVERY_OTHER_WEEK,
            joined_at=utcnow(),
        )
        part = Participation(campaign=campaign, ambassador=ambassador)
        link = Link(code=new_code(), target="/e/open-house", participation=part)
        link.campaign_id = campaign.id
        links.append(link)
    db.session.add_all(links)
    db.session.flush()
    return links
