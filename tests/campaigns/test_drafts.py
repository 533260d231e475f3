"""Drafts: deleted when nobody has seen them, made once, and told what does not fit."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from campaigns import choosing, operations
from campaigns.enums import CampaignStatus
from campaigns.errors import CampaignLaunched
from campaigns.models import Campaign, Goal
from campaigns.outcomes.events.models import Event
from core.db import db, utcnow
from tests.campaigns.test_operations import TEXTS
from tests.campaigns.test_pages import at, form
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.campaigns import CampaignFactory, EventFactory, GoalFactory
from tests.factories.media import KitFactory


@pytest.fixture
def line(app) -> Membership:
    membership = MembershipFactory(role=Role.ORGANISER)
    membership.user.locale = "en"
    return membership


@pytest.fixture
def desk(line, sign_in):
    return sign_in(line.user)


def test_a_draft_goes_with_its_goals_and_event(line, desk):
    cohort = CohortFactory(organisation=line.organisation)
    draft = CampaignFactory(
        organisation=line.organisation, status=CampaignStatus.DRAFT, name_da="Kladde"
    )
    draft.cohorts, draft.readers = [cohort], [line]
    draft.kits = [KitFactory(organisation=line.organisation, cohorts=[cohort])]
    GoalFactory(campaign=draft)
    EventFactory(campaign=draft)
    kept = EventFactory(campaign=CampaignFactory(organisation=line.organisation))
    db.session.commit()
    page = desk.get(at(line, f"/{draft.id}")).text
    assert "Delete the draft?" in page

    assert desk.post(at(line, f"/{draft.id}/removal")).location.endswith("/campaigns")
    assert db.session.scalars(select(Campaign.id)).all() == [kept.campaign_id]
    assert db.session.scalars(select(Event.id)).all() == [kept.id]
    assert db.session.scalars(select(Goal)).all() == []
    assert [(e.action, e.after) for e in db.session.scalars(select(AuditEvent))] == [
        ("campaign_deleted", {"name": "Kladde"})
    ]


@pytest.mark.parametrize("status", [CampaignStatus.LIVE, CampaignStatus.CLOSED])
def test_what_has_been_launched_stays(line, desk, status):
    campaign = CampaignFactory(organisation=line.organisation, status=status)
    assert "/removal" not in desk.get(at(line, f"/{campaign.id}")).text
    page = desk.post(at(line, f"/{campaign.id}/removal"), follow_redirects=True).text
    assert "cannot be deleted" in page
    assert db.session.scalars(select(AuditEvent)).all() == []
    with pytest.raises(CampaignLaunched):
        operations.delete_draft(db.session.get_one(Campaign, campaign.id))


def test_a_form_sent_twice_makes_one_draft(line, desk):
    data = form(CohortFactory(organisation=line.organisation))
    first, second = (desk.post(at(line, "/new"), data=data).location for _ in range(2))
    assert first == second
    desk.post(at(line, "/new"), data=data | {"pitch_da": "Noget andet."})
    assert len(db.session.scalars(select(Campaign)).all()) == 2


def test_the_same_words_later_or_elsewhere_are_another_campaign(app):
    organisation = OrganisationFactory()
    first = operations.create_campaign(organisation, TEXTS, cohorts=[])
    elsewhere = operations.create_campaign(OrganisationFactory(), TEXTS, cohorts=[])
    first.created_at = utcnow() - timedelta(minutes=2)
    db.session.flush()
    later = operations.create_campaign(organisation, TEXTS, cohorts=[])
    assert len({first.id, elsewhere.id, later.id}) == 3


@pytest.mark.parametrize(("target", "is_told"), [(121, True), (120, False)])
def test_a_goal_larger_than_the_event_is_remarked_on_and_kept(line, desk, target, is_told):
    campaign = CampaignFactory(organisation=line.organisation)
    event = EventFactory(campaign=campaign, capacity=120)
    goal = {"kind": "event_sign_ups", "target": str(target)}
    desk.post(at(line, f"/{campaign.id}/goals/new"), data=goal)
    page = desk.get(at(line, f"/{campaign.id}")).text
    assert ("the event has 120 seats" in page) is is_told
    assert db.session.scalars(select(Goal.target)).all() == [target]

    event.capacity = 1
    db.session.commit()
    assert "the event has one seat" in desk.get(at(line, f"/{campaign.id}")).text


def test_kits_to_choose_are_those_of_its_cohorts_and_those_it_has(app):
    organisation = OrganisationFactory()
    ours, other = CohortFactory.create_batch(2, organisation=organisation)
    campaign = CampaignFactory(organisation=organisation)
    fits = KitFactory(organisation=organisation, cohorts=[ours])
    chosen = KitFactory(organisation=organisation, cohorts=[other])
    left_out = KitFactory(organisation=organisation, cohorts=[other])
    assert len(choosing.kits_to_choose(campaign)) == 3  # no cohort is chosen yet
    campaign.cohorts, campaign.kits = [ours], [chosen]
    db.session.commit()
    assert {kit.id for kit in choosing.kits_to_choose(campaign)} == {fits.id, chosen.id}
    assert left_out.id not in {kit.id for kit in choosing.kits_to_choose(campaign)}


@pytest.mark.parametrize(("taken", "is_offered"), [(119, True), (120, False)])
def test_a_full_event_is_not_put_in_a_calendar(client, taken, is_offered):
    event = EventFactory(capacity=120, taken=taken)
    assert ("calendar.ics" in client.get(f"/e/{event.slug}").text) is is_offered
