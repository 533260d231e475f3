"""An ambassador says no to a campaign, or sets a target of her own in it."""

from datetime import timedelta

import pytest

from accounts.enums import Role
from ambassadors.models import Ambassador
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Participation
from campaigns.queries import declined_kits, turnout
from campaigns.tracking.queries import find_link
from core.db import db, utcnow
from home.queries import waiting
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import (
    GoalFactory,
    LinkFactory,
    ParticipationFactory,
    today,
)
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.queries import count_queries


@pytest.fixture
def part(app) -> Participation:
    return LinkFactory(
        participation__ambassador__user__locale="en",
        participation__campaign__name_en="Open house",
    ).participation


@pytest.fixture
def phone(part, sign_in):
    return sign_in(part.ambassador.user)


def here(part, rest=""):
    return f"/my/campaigns/{part.id}{rest}"


def kit_of(*campaigns, cohort):
    kit = KitFactory(organisation=cohort.organisation, cohorts=[cohort])
    KitItemFactory(kit=kit, asset=AssetFactory(organisation=cohort.organisation, renditions=True))
    for campaign in campaigns:
        campaign.kits = [*campaign.kits, kit]
    db.session.commit()
    return kit


def test_two_taps_and_it_is_gone(part, phone):
    kit = kit_of(part.campaign, cohort=part.ambassador.cohort)
    assert "Open house" in phone.get("/my").text
    assert f"/my/kits/{kit.id}" in phone.get("/my/kits").text
    page = phone.get(here(part)).text
    assert "Open house" in page
    assert f"/my/kits/{kit.id}" in page
    assert f'action="{here(part, "/refusal")}"' in page

    answer = phone.post(here(part, "/refusal"))
    assert answer.location == "/my/campaigns"
    assert "You have said no to" in phone.get("/my/campaigns").text
    assert "Open house" not in phone.get("/my").text
    assert "Open house" not in phone.get("/my/log").text
    assert f"/my/kits/{kit.id}" not in phone.get("/my").text
    assert f"/my/kits/{kit.id}" not in phone.get("/my/kits").text


def test_she_can_change_her_mind(part, phone):
    phone.post(here(part, "/refusal"))
    assert "Take part after all" in phone.get(here(part)).text
    phone.post(here(part, "/refusal/removal"))
    assert "Open house" in phone.get("/my").text
    db.session.refresh(part)
    assert part.declined_at is None


def test_saying_no_twice_keeps_the_first_moment(part, phone):
    phone.post(here(part, "/refusal"))
    first = db.session.get(Participation, part.id).declined_at
    phone.post(here(part, "/refusal"))
    db.session.expire_all()
    assert db.session.get(Participation, part.id).declined_at == first


def test_her_link_goes_on_working(app, sign_in):
    link = LinkFactory()
    target = link.target
    phone = sign_in(link.participation.ambassador.user)
    phone.post(here(link.participation, "/refusal"))
    assert find_link(link.code).target == target
    assert link.code in phone.get("/my/links").text


def test_a_kit_that_another_campaign_has_too_stays(part):
    other = ParticipationFactory(
        ambassador=part.ambassador,
        campaign__organisation=part.campaign.organisation,
    )
    cohort = part.ambassador.cohort
    shared = kit_of(part.campaign, other.campaign, cohort=cohort)
    own = kit_of(part.campaign, cohort=cohort)
    part.declined_at = utcnow()
    db.session.commit()
    assert declined_kits(part.ambassador) == {own.id}
    assert shared.id not in declined_kits(part.ambassador)
    assert declined_kits(AmbassadorFactory(cohort=cohort)) == set()


def test_who_has_said_no_to_all_that_runs_is_not_silent(app):
    part = ParticipationFactory(ambassador__joined_at=utcnow() - timedelta(days=60))
    organisation = part.campaign.organisation
    assert waiting(organisation.id, today()).silent == 1
    part.declined_at = utcnow()
    db.session.commit()
    assert waiting(organisation.id, today()).silent == 0
    ParticipationFactory(ambassador=part.ambassador, campaign__organisation=organisation)
    assert waiting(organisation.id, today()).silent == 1


def test_the_share_of_the_active_is_taken_of_those_who_did_not_say_no(part, sign_in):
    line = MembershipFactory(organisation=part.campaign.organisation, role=Role.ORGANISER)
    line.user.locale = "en"
    for active, no in ((True, False), (False, False), (False, True), (True, True)):
        ParticipationFactory(
            campaign=part.campaign,
            ambassador__cohort=part.ambassador.cohort,
            last_active_on=today() if active else None,
            declined_at=utcnow() if no else None,
        )
    page = sign_in(line.user).get(f"/o/{line.organisation.slug}/results/{part.campaign_id}").text
    assert "50% of the ambassadors posted or talked" in page
    assert "2 have said no to this one." in page


def test_organisers_read_how_many_and_not_who(part, sign_in):
    line = MembershipFactory(organisation=part.campaign.organisation, role=Role.ORGANISER)
    line.user.locale = "en"
    ParticipationFactory(campaign=part.campaign, ambassador__cohort=part.ambassador.cohort)
    part.ambassador.user.name = "Freja Nørgaard"
    part.declined_at = utcnow()
    db.session.commit()
    page = sign_in(line.user).get(f"/o/{line.organisation.slug}/campaigns/{part.campaign_id}").text
    assert "1 takes part." in page
    assert "1 has said no to this one." in page
    assert "Freja" not in page
    assert (turnout(part.campaign).taking_part, turnout(part.campaign).declined) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OutcomeKind.EVENT_SIGN_UPS, "2 of 5 signed up so far"),
        (OutcomeKind.CONVERSATIONS, "3 of 5 conversations so far"),
    ],
)
def test_a_target_of_her_own_counts_what_the_campaign_counts(part, phone, kind, said):
    GoalFactory(campaign=part.campaign, outcome_kind=kind)
    part.sign_ups, part.conversations = 2, 3
    db.session.commit()
    phone.post(here(part, "/target"), data={"own_target": "5"})
    assert said in phone.get(here(part)).text


def test_a_target_can_be_left_out_again(part, phone):
    part.own_target = 5
    db.session.commit()
    phone.post(here(part, "/target"), data={"own_target": ""})
    db.session.refresh(part)
    assert part.own_target is None
    assert "so far" not in phone.get(here(part)).text


@pytest.mark.parametrize("typed", ["0", "-1", "many", "10001"])
def test_a_target_that_is_no_number_is_refused_and_kept(part, phone, typed):
    page = phone.post(here(part, "/target"), data={"own_target": typed}).text
    assert f'value="{typed}"' in page
    db.session.refresh(part)
    assert part.own_target is None


@pytest.mark.parametrize("rest", ["/refusal", "/refusal/removal", "/target"])
def test_nobody_elses_part_is_touched(part, sign_in, rest):
    other = ParticipationFactory(campaign=part.campaign, ambassador__cohort=part.ambassador.cohort)
    assert sign_in(other.ambassador.user).post(here(part, rest)).status_code == 404


def test_a_campaign_that_is_over_asks_for_nothing(part, phone):
    part.campaign.status = CampaignStatus.CLOSED
    db.session.commit()
    page = phone.get(here(part)).text
    assert "The campaign is over." in page
    assert "/refusal" not in page
    assert "Open house" not in phone.get("/my/campaigns").text


def test_campaigns_to_come_can_be_declined_too(part, phone):
    part.campaign.starts_on = today() + timedelta(days=3)
    db.session.commit()
    assert here(part) in phone.get("/my/campaigns").text


def test_the_list_asks_as_much_for_three_as_for_one(part, phone):
    ambassador_id = part.ambassador_id
    phone.get("/my/campaigns")
    with count_queries() as one:
        phone.get("/my/campaigns")
    own = db.session.get_one(Ambassador, ambassador_id)
    ParticipationFactory.create_batch(2, ambassador=own)
    with count_queries() as three:
        assert phone.get("/my/campaigns").text.count("/my/campaigns/") == 3
    assert len(three) == len(one), three
