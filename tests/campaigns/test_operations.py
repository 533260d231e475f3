"""Writing, launching and closing campaigns."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from ambassadors.enums import AmbassadorStatus, Relation
from campaigns import operations, permissions
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.errors import (
    CampaignNotLive,
    CampaignNotReady,
    LandingMissing,
    TargetNotAllowed,
)
from campaigns.models import Campaign, Participation
from campaigns.operations import CampaignTexts, slug_of
from campaigns.tracking.models import Link
from core.db import db
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, LinkFactory
from tests.factories.media import KitFactory
from tests.queries import count_queries

TEXTS = CampaignTexts(
    name_da="Åbent hus",
    name_en="",
    pitch_da="Vis en tirsdag.",
    pitch_en="",
    starts_on=date(2026, 9, 1),
    ends_on=date(2026, 11, 1),
    landing_address="",
    relation=Relation.ENCOURAGED,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Åbent hus 26. februar", "aabent-hus-26-februar"),
        ("Ærø & Ø-dage!", "aeroe-oe-dage"),
        ("Été à Århus", "ete-a-aarhus"),
        ("  -- ", "campaign"),
        ("日本", "campaign"),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert slug_of(name) == slug


def test_campaigns_of_one_name_get_addresses_of_their_own(app):
    organisation = OrganisationFactory()
    made = [
        operations.create_campaign(organisation, replace(TEXTS, pitch_da=f"{n}."), cohorts=[])
        for n in range(3)
    ]
    elsewhere = operations.create_campaign(OrganisationFactory(), TEXTS, cohorts=[])
    assert [one.slug for one in made] == ["aabent-hus", "aabent-hus-2", "aabent-hus-3"]
    assert elsewhere.slug == "aabent-hus"


@pytest.mark.parametrize(
    "address",
    [
        "https://via.dk/hus",
        "https://www.via.dk/hus?a=1#b",
        "https://VIA.dk",
        "https://via.dk:8443/",
        "https://åben.via.dk/",
    ],
)
def test_links_may_lead_to_the_organisations_own_sites(app, address):
    organisation = OrganisationFactory(allowed_hosts=["via.dk"])
    texts = replace(TEXTS, landing_address=address)
    made = operations.create_campaign(organisation, texts, cohorts=[])
    assert made.landing_address == address


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://notvia.dk/",
        "https://via.dk.evil.example/",
        "https://via.dk@evil.example/",
        "https://evil.example\\@via.dk/",
        "https://someone@via.dk/",
        "https://via.dk/a b",
        "http://via.dk/",
        "https://viа.dk/",
        "https://via．dk.evil.example/",
        "https://via.dk\u2044@evil.example/",
        "https://via.dk\t.evil.example/",
        "https://via.dk:port/",
        "https://[via.dk]/",
        "https://via.dk\u202e/",
        "javascript://via.dk/%0aalert(1)",
        "ftp://via.dk/",
        "//via.dk/",
        "/e/somebody-elses",
    ],
)
def test_links_lead_nowhere_else(app, address):
    organisation = OrganisationFactory(allowed_hosts=["via.dk"])
    with pytest.raises(TargetNotAllowed) as refused:
        operations.create_campaign(
            organisation, replace(TEXTS, landing_address=address), cohorts=[]
        )
    assert refused.value.field == "landing_address"


def test_a_campaign_with_an_event_can_be_edited(app):
    campaign = CampaignFactory(landing_address="/e/aabent-hus")
    texts = replace(TEXTS, name_da="Nyt navn", landing_address=campaign.landing_address)
    operations.edit_campaign(campaign, texts, cohorts=[])
    assert (campaign.name_da, campaign.landing_address) == ("Nyt navn", "/e/aabent-hus")


def test_links_follow_when_a_running_campaign_leads_elsewhere(app):
    link = LinkFactory(target="/before")
    campaign = link.participation.campaign
    campaign.organisation.allowed_hosts = ["via.dk"]
    db.session.commit()
    operations.edit_campaign(
        campaign, replace(TEXTS, landing_address="https://via.dk/hus"), cohorts=[]
    )
    assert link.target.startswith("https://via.dk/hus?utm_source=tillid")


def test_links_that_people_share_must_lead_somewhere(app):
    campaign = CampaignFactory(landing_address="https://via.dk/")
    with pytest.raises(LandingMissing):
        operations.edit_campaign(campaign, TEXTS, cohorts=[])


def ready(**changes) -> Campaign:
    campaign = CampaignFactory(status=CampaignStatus.DRAFT, **changes)
    campaign.cohorts = [CohortFactory(organisation=campaign.organisation)]
    GoalFactory(campaign=campaign)
    return campaign


def test_a_campaign_that_lacks_everything_says_what(app):
    campaign = CampaignFactory(status=CampaignStatus.DRAFT, landing_address="")
    assert len(operations.missing_before_launch(campaign)) == 3
    with pytest.raises(CampaignNotReady):
        operations.launch(campaign)
    assert campaign.status is CampaignStatus.DRAFT


def test_an_event_needs_a_goal_that_its_sign_ups_count_towards(app):
    campaign = ready()
    campaign.goals[0].outcome_kind = OutcomeKind.CONVERSATIONS
    with pytest.raises(CampaignNotReady):
        operations.launch(campaign)


def test_launching_gives_every_active_ambassador_a_part_and_a_link(app):
    campaign = ready()
    people = AmbassadorFactory.create_batch(3, cohort=campaign.cohorts[0])
    AmbassadorFactory(cohort=campaign.cohorts[0], status=AmbassadorStatus.LEFT)
    AmbassadorFactory()  # of another cohort

    operations.launch(campaign)
    db.session.commit()

    parts = db.session.scalars(select(Participation)).all()
    links = db.session.scalars(select(Link)).all()
    assert {part.ambassador_id for part in parts} == {who.id for who in people}
    assert len({link.code for link in links}) == 3
    assert {link.target for link in links} == {
        f"{campaign.landing_address}?code={link.code}" for link in links
    }


def test_launching_for_many_asks_the_database_no_more_than_for_one(app):
    asked = []
    for number in (1, 40):
        campaign = ready()
        AmbassadorFactory.create_batch(number, cohort=campaign.cohorts[0])
        campaign_id = campaign.id
        with count_queries() as statements:
            operations.launch(db.session.get_one(Campaign, campaign_id))
            db.session.commit()
        links = db.session.scalars(select(Link.code).where(Link.campaign_id == campaign_id))
        assert len(set(links)) == number
        asked.append(statements)
    assert len(asked[0]) == len(asked[1]), asked[1]


def test_launching_again_takes_in_who_has_come_since(app):
    campaign = ready()
    first = AmbassadorFactory(cohort=campaign.cohorts[0])
    assert [part.ambassador for part in operations.launch(campaign)] == [first]
    late = AmbassadorFactory(cohort=campaign.cohorts[0])
    assert [part.ambassador for part in operations.launch(campaign)] == [late]
    assert operations.launch(campaign) == []


def test_a_cohort_added_to_a_running_campaign_takes_part(app):
    campaign = ready()
    operations.launch(campaign)
    newcomer = AmbassadorFactory(cohort__organisation=campaign.organisation)
    texts = replace(TEXTS, landing_address=campaign.landing_address)
    operations.edit_campaign(campaign, texts, cohorts=[*campaign.cohorts, newcomer.cohort])
    assert db.session.scalars(select(Participation.ambassador_id)).all() == [newcomer.id]


def test_launching_in_two_windows_gives_everybody_one_part(app):
    campaign = ready()
    AmbassadorFactory.create_batch(5, cohort=campaign.cohorts[0])
    campaign_id = campaign.id
    db.session.commit()
    gate = threading.Barrier(2)

    def launch() -> None:
        with app.app_context():
            gate.wait()
            operations.launch(db.session.get_one(Campaign, campaign_id))
            db.session.commit()

    threads = [threading.Thread(target=launch) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.session.scalar(select(func.count(Participation.id))) == 5


def test_a_newcomer_is_welcomed_into_the_running_campaigns_of_the_cohort(app):
    live, draft, closed = (
        CampaignFactory(status=status)
        for status in (CampaignStatus.LIVE, CampaignStatus.DRAFT, CampaignStatus.CLOSED)
    )
    ambassador = AmbassadorFactory(cohort__organisation=live.organisation)
    for campaign in (live, draft, closed):
        campaign.cohorts = [ambassador.cohort]
    db.session.flush()
    operations.welcome(ambassador)
    assert db.session.scalars(select(Participation.campaign_id)).all() == [live.id]


def test_only_a_running_campaign_can_be_closed(app):
    campaign = CampaignFactory()
    operations.close(campaign)
    assert campaign.status is CampaignStatus.CLOSED
    for status in (CampaignStatus.CLOSED, CampaignStatus.DRAFT):
        with pytest.raises(CampaignNotLive):
            operations.close(CampaignFactory(status=status))


def test_declining_needs_no_reason_and_can_be_undone(app):
    participation = Participation(campaign=CampaignFactory(), ambassador=AmbassadorFactory())
    operations.decline(participation)
    assert not permissions.is_open(participation)
    operations.rejoin(participation)
    assert permissions.is_open(participation)


def test_a_campaigns_footing_marks_its_kits_and_never_unmarks_one(app):
    campaign = CampaignFactory(landing_address="https://via.dk/", relation=Relation.AGREED)
    campaign.organisation.allowed_hosts = ["via.dk"]
    plain, paid = (
        KitFactory(organisation=campaign.organisation, relation=relation)
        for relation in (Relation.ENCOURAGED, Relation.BENEFIT)
    )
    operations.set_kits(campaign, [plain, paid])
    assert (plain.relation, paid.relation) == (Relation.AGREED, Relation.BENEFIT)
    texts = replace(TEXTS, landing_address="https://via.dk/", relation=Relation.BENEFIT)
    operations.edit_campaign(campaign, texts, cohorts=[])
    assert plain.relation is Relation.BENEFIT
