"""The front page of each role, and the pages for everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import Organisation
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.joining.enums import ApplicationState
from ambassadors.models import Cohort
from campaigns.enums import CampaignStatus
from core.db import db, utcnow
from home.queries import Waiting, waiting
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, ParticipationFactory, today
from tests.factories.joining import ApplicationFactory, JoinPageFactory
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.factories.training import full_module
from tests.queries import count_queries


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.OWNER, ""),
        (Role.ORGANISER, ""),
        (Role.READER, "/results"),
        (Role.LEADER, "/leadership"),
    ],
)
def test_everybody_is_led_to_their_own_first_page(app, sign_in, role, page):
    membership = MembershipFactory(role=role)
    home = f"/o/{membership.organisation.slug}"
    browser = sign_in(membership.user)
    assert browser.get("/").location == home
    answer = browser.get(home)
    assert answer.location == (f"{home}{page}" if page else None)


def test_an_ambassador_is_led_home_and_a_stranger_is_told_what_this_is(app, client, sign_in):
    assert sign_in(AmbassadorFactory().user).get("/").location == "/my"
    page = client.get("/")
    assert page.status_code == 200
    assert "/sign-in" in page.text


def test_somebody_without_a_place_is_led_to_the_account(app, sign_in):
    assert sign_in(UserFactory()).get("/").location == "/account"


def test_a_pause_is_said_on_the_front_page_while_it_lasts(app, sign_in):
    ambassador = AmbassadorFactory()
    browser = sign_in(ambassador.user)
    assert "/my/terms" not in browser.get("/my").text
    PauseFactory(ambassador=ambassador, starts_on=today(), ends_on=today() + timedelta(days=7))
    assert "/my/terms" in browser.get("/my").text


def test_training_that_waits_is_told_of_once(app, sign_in):
    ambassador = AmbassadorFactory(user__locale="da")
    module = full_module(ambassador.cohort, title_da="Folk i billedet")
    browser = sign_in(ambassador.user)
    assert browser.get("/my").text.count("Folk i billedet") == 1  # the next step
    kit = KitFactory(organisation=module.cohort.organisation, cohorts=[module.cohort])
    KitItemFactory(kit=kit)
    ParticipationFactory(ambassador=ambassador, campaign__name_da="Åbent hus")
    home = browser.get("/my").text
    assert "Åbent hus: 30 dage endnu" in home  # comes first now
    assert home.count("Folk i billedet") == 1


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
def test_the_pages_for_everybody_need_no_sign_in(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(("colour", "on"), [("#14594f", "#fff"), ("#ffd400", "#")])
def test_each_organisation_has_its_own_colour(client, colour, on):
    organisation = OrganisationFactory(brand_colour=colour)
    answer = client.get(f"/brand/{organisation.slug}.css")
    assert answer.mimetype == "text/css"
    assert answer.text.startswith(f":root {{ --organisation: {colour}; --on-organisation: {on}")
    assert client.get("/brand/nobody.css").status_code == 404


def person(cohort, *, joined=60, active=None, **changes):
    ambassador = AmbassadorFactory(
        cohort=cohort, joined_at=utcnow() - timedelta(days=joined), **changes
    )
    if active is not None:
        last = today() - timedelta(days=active)
        ParticipationFactory(ambassador=ambassador, last_active_on=last)
    return ambassador


def test_the_silent_are_neither_new_nor_on_a_break_nor_gone(app):
    cohort = CohortFactory()
    person(cohort)
    person(cohort, active=22)
    person(cohort, active=21)
    person(cohort, active=1)
    person(cohort, joined=19)
    person(cohort, status=AmbassadorStatus.LEFT)
    resting = person(cohort)
    PauseFactory(ambassador=resting, starts_on=today(), ends_on=today() + timedelta(days=9))
    person(CohortFactory(organisation=cohort.organisation, status=CohortStatus.ENDED))
    person(CohortFactory())
    assert waiting(cohort.organisation_id, today()).silent == 2


def test_each_thing_that_waits_is_counted_once_and_only_ones_own(app):
    organisation = OrganisationFactory()
    for ours in (organisation, OrganisationFactory()):
        AssetFactory(organisation=ours, alt_da="", alt_en="")
        AssetFactory(organisation=ours)
        CohortFactory(organisation=ours, status=CohortStatus.DRAFT)
        CampaignFactory(organisation=ours, status=CampaignStatus.DRAFT)
        CampaignFactory(organisation=ours)
    assert waiting(organisation.id, today()) == Waiting(
        silent=0, ideas=0, pictures=1, draft_cohorts=1, draft_campaigns=1
    )


def test_applications_that_wait_lead_to_the_cohort_where_one_waits_longest(app, sign_in):
    page = JoinPageFactory()
    for state in ApplicationState:
        ApplicationFactory(page=page, state=state)
    elsewhere = JoinPageFactory(cohort=CohortFactory(organisation=page.cohort.organisation))
    ApplicationFactory(page=elsewhere, applied_at=utcnow() - timedelta(days=9))
    ApplicationFactory(page=JoinPageFactory())
    found = waiting(page.cohort.organisation_id, today())
    assert (found.applications, found.applications_in) == (2, elsewhere.cohort_id)

    organisation = page.cohort.organisation
    user = MembershipFactory(organisation=organisation, role=Role.ORGANISER).user
    link = f"/o/{organisation.slug}/cohorts/{elsewhere.cohort_id}/applications?show=received"
    assert link in sign_in(user).get(f"/o/{organisation.slug}").text


def test_an_empty_organisation_is_told_to_begin_with_a_cohort(app, sign_in):
    membership = MembershipFactory(role=Role.ORGANISER)
    home = f"/o/{membership.organisation.slug}"
    assert f"{home}/cohorts/new" in sign_in(membership.user).get(home).text


def test_the_overview_costs_the_same_at_one_and_three_campaigns(app, sign_in):
    membership = MembershipFactory(role=Role.ORGANISER)
    home, browser = f"/o/{membership.organisation.slug}", sign_in(membership.user)

    def run(campaigns):
        ours = db.session.scalars(select(Organisation)).one()
        for _ in range(campaigns):
            GoalFactory(campaign=CampaignFactory(organisation=ours))

    run(1)
    browser.get(home)
    with count_queries() as one:
        browser.get(home)
    run(2)
    with count_queries() as three:
        page = browser.get(home).text
        assert (page.count('class="meter"'), page.count('class="meter__legend"')) == (3, 3)
    assert len(one) == len(three), three


def test_an_ambassadors_home_costs_the_same_at_one_and_three_kits(app, sign_in):
    ambassador = AmbassadorFactory()
    cohort_id, browser = ambassador.cohort_id, sign_in(ambassador.user)

    def publish(kits):
        cohort = db.session.get_one(Cohort, cohort_id)
        for _ in range(kits):
            kit = KitFactory(organisation=cohort.organisation, cohorts=[cohort])
            KitItemFactory(kit=kit)

    publish(1)
    browser.get("/my")
    with count_queries() as one:
        browser.get("/my")
    publish(2)
    with count_queries() as three:
        assert browser.get("/my").text.count('class="kit"') == 3
    assert len(one) == len(three), three


def test_an_ambassador_finds_everything_else_under_more(app, sign_in):
    page = sign_in(AmbassadorFactory().user).get("/my/more").text
    for path in ("/my/training", "/my/links", "/my/ideas", "/my/terms", "/account"):
        assert f'href="{path}"' in page
