"""What an organiser and a passer-by meet where somebody was erased."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.own_data import operations
from campaigns.tracking import jobs as tracking
from campaigns.tracking.models import LinkDay
from campaigns.tracking.queries import link_of
from core import jobs
from core.db import db
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import (
    CampaignFactory,
    LinkFactory,
    ParticipationFactory,
    PostFactory,
)

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"}


@pytest.fixture
def part(app):
    """Somebody's part in a campaign, with a link and a post; they are erased."""
    place = AmbassadorFactory(user__name="Kim Holm")
    campaign = CampaignFactory(organisation=place.cohort.organisation, cohorts=[place.cohort])
    part = ParticipationFactory(ambassador=place, campaign=campaign, clicks=7, posts=1)
    LinkFactory(participation=part, campaign_id=campaign.id, target="/e/open-house")
    PostFactory(participation=part, campaign_id=campaign.id)
    operations.erase_place(place, at_own_wish=True)
    db.session.commit()
    jobs.run_all()
    return part


@pytest.fixture
def organiser(part, sign_in):
    member = MembershipFactory(
        organisation=part.campaign.organisation, role=Role.ORGANISER, user__locale="en"
    )
    return sign_in(member.user)


def test_the_results_name_a_former_ambassador(part, organiser):
    campaign = part.campaign
    page = organiser.get(f"/o/{campaign.organisation.slug}/results/{campaign.id}").text
    assert "Former ambassador" in page
    assert "Kim Holm" not in page


def test_the_post_is_counted_and_leads_nowhere(part, organiser):
    page = organiser.get(f"/o/{part.campaign.organisation.slug}/posts").text
    assert "Former ambassador" in page
    assert "instagram.com" not in page


def test_the_link_leads_on_and_is_nobodys(part, client):
    part.ambassador.left_at -= timedelta(days=2)
    db.session.commit()
    link = link_of(part)
    answer = client.get(f"/r/{link.code}", headers=PHONE)
    assert (answer.status_code, answer.location) == (302, part.campaign.landing_address)
    tracking.fold_clicks()
    db.session.refresh(part)
    assert part.clicks == 7
    assert [(day.clicks, day.late) for day in db.session.scalars(select(LinkDay))] == [(0, 1)]


def test_the_cohorts_people_are_without_them(part, organiser):
    cohort = part.ambassador.cohort
    page = organiser.get(f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}?state=left").text
    assert "erased.invalid" not in page
