"""A campaign's pages as an organiser meets them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from accounts.queries import get_organisation
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation
from core.db import db
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, today
from tests.factories.media import KitFactory
from tests.queries import count_queries


@pytest.fixture
def line(app) -> Membership:
    membership = MembershipFactory(role=Role.ORGANISER)
    membership.user.locale = "en"
    return membership


@pytest.fixture
def desk(line, sign_in):
    return sign_in(line.user)


def at(line, rest=""):
    return f"/o/{line.organisation.slug}/campaigns{rest}"


def form(cohort, **changes):
    return {
        "name_da": "Åbent hus",
        "name_en": "",
        "pitch_da": "",
        "pitch_en": "",
        "starts_on": str(today()),
        "ends_on": str(today() + timedelta(days=60)),
        "cohorts": [str(cohort.id)],
        "relation": "encouraged",
        "landing_address": "",
    } | changes


def test_a_campaign_goes_from_empty_to_running(line, desk):
    line.organisation.allowed_hosts = ["via.dk"]
    cohort = CohortFactory(organisation=line.organisation)
    AmbassadorFactory(cohort=cohort)
    data = form(cohort, landing_address="https://via.dk/hus")

    assert "/campaigns/new" in desk.get(at(line)).text
    answer = desk.post(at(line, "/new"), data=data)
    here = answer.location
    assert "/launch" not in desk.get(here).text
    desk.post(f"{here}/goals/new", data={"kind": "conversations", "target": "100"})
    assert "/launch" in desk.get(here).text
    desk.post(f"{here}/launch")

    campaign = db.session.scalars(select(Campaign)).one()
    assert campaign.status is CampaignStatus.LIVE
    assert len(db.session.scalars(select(Participation)).all()) == 1
    assert db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.position)).all() == [
        "goals_changed",
        "campaign_launched",
    ]

    desk.post(f"{here}/closing")
    desk.post(f"{here}/closing")  # sent twice
    assert db.session.scalars(select(Campaign.status)).one() is CampaignStatus.CLOSED
    assert db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.position)).all() == [
        "goals_changed",
        "campaign_launched",
        "campaign_closed",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"name_da": ""},
        {"name_da": "   "},
        {"name_da": "x" * 81},
        {"name_en": "x" * 81},
        {"pitch_en": "x" * 301},
        {"starts_on": ""},
        {"starts_on": "0206-09-01"},
        {"ends_on": str(today() - timedelta(days=1))},
        {"ends_on": "2062-11-01"},
        {"ends_on": "i morgen"},
        {"landing_address": "via.dk"},
        {"landing_address": "https://evil.example/"},
        {"landing_address": "javascript:alert(1)"},
        {"relation": "owned"},
        {"cohorts": ["not-a-cohort"]},
    ],
)
def test_what_cannot_be_is_refused_on_its_field_and_the_text_kept(line, desk, changes):
    cohort = CohortFactory(organisation=line.organisation)
    page = desk.post(at(line, "/new"), data=form(cohort, pitch_da="Vis en tirsdag.", **changes))
    assert page.status_code == 200
    assert "Vis en tirsdag." in page.text
    assert 'aria-invalid="true"' in page.text or "error" in page.text
    assert db.session.scalars(select(Campaign)).all() == []


def test_another_organisations_cohort_cannot_be_chosen(line, desk):
    desk.post(at(line, "/new"), data=form(CohortFactory()))
    assert db.session.scalars(select(Campaign)).all() == []


def test_whose_season_is_over_is_offered_to_no_new_campaign_and_kept_by_an_old_one(line, desk):
    def cohort(name, status):
        return CohortFactory(organisation=line.organisation, name=name, status=status)

    runs, to_come = cohort("Efteråret", CohortStatus.OPEN), cohort("Foråret", CohortStatus.DRAFT)
    over, long_over = cohort("Sidste år", CohortStatus.ENDED), cohort("Forrige", CohortStatus.ENDED)

    page = desk.get(at(line, "/new")).text
    assert [name in page for name in ("Efteråret", "Foråret", "Sidste år")] == [True, True, False]
    refused = desk.post(at(line, "/new"), data=form(over))
    assert refused.status_code == 200
    assert db.session.scalars(select(Campaign)).all() == []

    old = CampaignFactory(organisation=line.organisation, cohorts=[over, runs])
    page = desk.get(at(line, f"/{old.id}/texts")).text
    assert "Sidste år (the season is over)" in page
    assert long_over.name not in page
    data = form(over, cohorts=[str(over.id), str(to_come.id)])
    desk.post(at(line, f"/{old.id}/texts"), data=data)
    db.session.refresh(old)
    assert set(old.cohorts) == {over, to_come}

    assert "Whose season is over stays behind" in desk.get(at(line, f"/{old.id}/copy")).text
    copied = desk.post(at(line, f"/{old.id}/copy"), data=form(over, name_da="Igen")).location
    assert "Choose whom it is for" not in desk.get(copied).text
    again = db.session.scalars(select(Campaign).where(Campaign.name_da == "Igen")).one()
    assert again.cohorts == [to_come]

    for one in (runs, to_come):
        db.session.get(Cohort, one.id).status = CohortStatus.ENDED
    db.session.commit()
    assert "whose season runs or is to come" in desk.get(at(line, "/new")).text


def test_a_campaign_with_an_event_is_edited_without_asking_where_links_lead(line, desk):
    campaign = CampaignFactory(organisation=line.organisation)
    cohort = CohortFactory(organisation=line.organisation)
    here = at(line, f"/{campaign.id}/texts")
    assert 'name="landing_address"' not in desk.get(here).text
    desk.post(here, data=form(cohort, name_da="Nyt", landing_address="https://evil.example/"))
    db.session.refresh(campaign)
    assert (campaign.name_da, campaign.landing_address) == ("Nyt", f"/e/{campaign.slug}")


def test_kits_and_readers_are_those_of_the_organisation(line, desk):
    campaign = CampaignFactory(organisation=line.organisation)
    kit, foreign_kit = KitFactory(organisation=line.organisation), KitFactory()
    reader = MembershipFactory(organisation=line.organisation, role=Role.READER)
    here = at(line, f"/{campaign.id}/choices")
    desk.post(here, data={"kits": [str(foreign_kit.id)]})
    assert campaign.kits == []
    desk.post(here, data={"kits": [str(kit.id)], "readers": [str(reader.id)]})
    db.session.refresh(campaign)
    assert (campaign.kits, campaign.readers) == ([kit], [reader])


def test_the_list_costs_the_same_at_one_and_three_campaigns(line, desk):
    slug, here = line.organisation.slug, at(line)

    def campaign():
        ours = get_organisation(slug)
        made = CampaignFactory(organisation=ours)
        made.cohorts = [CohortFactory(organisation=ours)]
        GoalFactory(campaign=made)

    CampaignFactory()  # another organisation's
    campaign()
    desk.get(here)
    with count_queries() as one:
        assert desk.get(here).text.count('scope="row"') == 1
    campaign()
    campaign()
    with count_queries() as three:
        assert desk.get(here).text.count('scope="row"') == 3
    assert len(one) == len(three), three
