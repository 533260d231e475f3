"""News of a campaign goes round those who have declined it, also what was on its way."""

import uuid

import pytest
from sqlalchemy import func, select

from ambassadors.enums import MailDigest
from ambassadors.messages.models import Announcement, AnnouncementDelivery
from campaigns import operations
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory


@pytest.fixture
def campaign(app):
    cohort = CohortFactory(name="Holstebro H26")
    return CampaignFactory(organisation=cohort.organisation, cohorts=[cohort], name_en="Open house")


@pytest.fixture
def staff(campaign, sign_in):
    member = MembershipFactory(organisation=campaign.organisation, user__locale="en")
    return sign_in(member.user)


def part_of(campaign, **own):
    place = AmbassadorFactory(cohort=campaign.cohorts[0], **own)
    return ParticipationFactory(ambassador=place, campaign=campaign)


def at(campaign):
    return f"/o/{campaign.organisation.slug}/messages/announcements/new"


def words(campaign, **changes):
    return {
        "announcement_id": str(uuid.uuid4()),
        "cohort": str(campaign.cohorts[0].id),
        "about": str(campaign.id),
        "subject": "Open house on Thursday",
        "body": "Come along.",
    } | changes


def test_who_has_declined_hears_nothing_of_it(staff, campaign, outbox):
    told, declined = part_of(campaign), part_of(campaign, user__email="no@example.org")
    weekly = part_of(campaign, mail_digest=MailDigest.WEEKLY)
    operations.decline(declined, at=utcnow())
    db.session.commit()

    page = staff.post(at(campaign), data=words(campaign)).text
    assert "2 people get this mail" in page
    assert "1 has declined “Open house” and does not get it." in page
    staff.post(at(campaign), data=words(campaign, send="1"))
    assert [mail.recipient for mail in outbox()] == [told.ambassador.user.email]

    waiting = select(func.count(AnnouncementDelivery.id)).where(
        AnnouncementDelivery.sent_at.is_(None)
    )
    assert db.session.scalar(waiting) == 1
    operations.decline(weekly, at=utcnow())  # before her weekly mail
    db.session.commit()
    assert db.session.scalar(waiting) == 0
    assert db.session.scalars(select(Announcement.about_id)).one() == campaign.id


def test_news_of_everything_reaches_them_still(staff, campaign, outbox):
    part = part_of(campaign)
    operations.decline(part, at=utcnow())
    db.session.commit()

    staff.post(at(campaign), data=words(campaign, about="", send="1"))

    assert [mail.recipient for mail in outbox()] == [part.ambassador.user.email]


def test_campaign_of_another_cohort_or_organisation_is_refused(staff, campaign, outbox):
    part_of(campaign)
    elsewhere = CampaignFactory(name_da="Fremmed")
    other = CampaignFactory(organisation=campaign.organisation, name_en="Not ours")

    page = staff.get(at(campaign)).text
    assert "Not ours" in page
    assert "Fremmed" not in page
    for about, reason in ((elsewhere, "Not a valid choice"), (other, "is for others")):
        page = staff.post(at(campaign), data=words(campaign, about=str(about.id), send="1")).text
        assert reason in page
    assert outbox() == []
