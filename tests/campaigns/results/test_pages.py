"""Results as readers, leaders and ambassadors see them."""

import csv
import io
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from accounts.enums import Role
from campaigns import totals
from campaigns.enums import CampaignStatus, OutcomeKind, Step
from campaigns.models import Campaign, Participation
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.results import queries
from core import spreadsheets
from core.db import db
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, ParticipationFactory, today
from tests.queries import count_queries

MOST_QUERIES = 15


@pytest.fixture
def campaign(app) -> Campaign:
    return CampaignFactory()


@pytest.fixture
def reader(campaign):
    membership = MembershipFactory(organisation=campaign.organisation, role=Role.READER)
    membership.user.locale = "en"
    campaign.readers = [membership]
    db.session.commit()
    return membership


def take_part(campaign, name="Kim Holm", unit=None, **numbers) -> Participation:
    ambassador = AmbassadorFactory(
        user__name=name, unit=unit, cohort__organisation=campaign.organisation
    )
    part = ParticipationFactory(campaign=campaign, ambassador=ambassador)
    for step, number in numbers.items():
        totals.count(
            campaign_id=campaign.id,
            participation_id=part.id,
            step=Step(step),
            day=today(),
            by=number,
        )
    return part


def path_of(campaign, rest=""):
    return f"/o/{campaign.organisation.slug}/results/{campaign.id}{rest}"


def test_a_reader_sees_goals_ladder_weeks_and_rows(campaign, reader, sign_in):
    goal = GoalFactory(campaign=campaign, target=300)
    GoalFactory(campaign=campaign, position=1, outcome_kind=OutcomeKind.CONVERSATIONS, target=100)
    GoalFactory(campaign=campaign, position=2, outcome_kind=OutcomeKind.ENROLMENTS, target=9)
    take_part(campaign, clicks=4812, conversations=168, sign_ups=275, confirmed=231, posts=1)
    sources = {Source.LINK: 200, Source.CODE: 14, Source.TOLD_BY: 61, Source.NONE: 44}
    for source, number in sources.items():
        db.session.add(GoalSource(goal_id=goal.id, source=source, sign_ups=number))

    page = sign_in(reader.user).get(path_of(campaign))

    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.h1.get_text(strip=True) == "275 of 300 sign-ups"
    headings = [h.get_text(strip=True) for h in soup.select("h2.as-h3")]
    assert headings == ["168 of 100 conversations", "0 of 9 enrolments"]
    legend = [item.get_text(" ", strip=True) for item in soup.select(".meter__legend")[0]("li")]
    assert legend == ["214 from links and codes", "61 say that an ambassador told them"]
    assert "44 sign-ups that name no ambassador" in soup.get_text()
    assert "4,812" in page.text


def test_only_given_campaigns_can_be_read(campaign, reader, sign_in):
    other = CampaignFactory(organisation=campaign.organisation, name_da="Sommerfest")
    foreign = CampaignFactory(name_da="Langt væk")
    draft = CampaignFactory(organisation=campaign.organisation, status=CampaignStatus.DRAFT)
    draft.readers = [reader]
    db.session.commit()
    browser = sign_in(reader.user)

    listed = browser.get(f"/o/{campaign.organisation.slug}/results").text
    slug = campaign.organisation.slug

    assert campaign.name_da in listed
    assert other.name_da not in listed
    assert draft.name_da not in listed
    for rest in ("", "/ambassadors.csv"):
        assert browser.get(path_of(other, rest)).status_code == 403
        assert browser.get(path_of(draft, rest)).status_code == 403
        assert browser.get(f"/o/{slug}/results/{foreign.id}{rest}").status_code == 404


def rows_on(page) -> list[list[str]]:
    table = BeautifulSoup(page.text, "html.parser").select_one("#ambassadors table")
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")
    ]


@pytest.mark.parametrize("locale", ["da", "en"])
def test_the_file_equals_the_screen_cell_by_cell(campaign, reader, sign_in, locale):
    reader.user.locale = locale
    unit = UnitFactory(organisation=campaign.organisation, name="Campus Århus; C")
    take_part(campaign, "Åse “Ås” Ørsted", unit, clicks=1234, sign_ups=3, posts=2)
    take_part(campaign, "Bo; Berg", None, conversations=1)
    take_part(campaign, "Cai", unit)
    browser = sign_in(reader.user)

    screen = rows_on(browser.get(path_of(campaign)))
    file = browser.get(path_of(campaign, "/ambassadors.csv"))

    assert file.mimetype == "text/csv"
    assert file.text.startswith("\ufeff")
    written = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff"), newline=""), delimiter=";"))
    separator = "." if locale == "da" else ","
    plain = [
        [cell.replace(separator, "") if 2 <= n <= 6 else cell for n, cell in enumerate(row)]
        for row in screen
    ]
    assert written == plain
    assert len(written) == 4


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+45", "'+45"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Kim", "Kim"),
        (-2, -2),
        ("", ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell, written):
    assert spreadsheets.guarded(cell) == written


def test_the_pages_cost_the_same_at_one_and_three_ambassadors(campaign, reader, sign_in):
    GoalFactory(campaign=campaign)
    campaign_id, browser = campaign.id, sign_in(reader.user)
    here = path_of(campaign)
    paths = [here, f"{here}/ambassadors.csv", here.rpartition("/")[0]]

    def cost() -> list[int]:
        found = []
        for path in paths:
            with count_queries() as queries_sent:
                assert browser.get(path).status_code == 200
            found.append(len(queries_sent))
        return found

    take_part(campaign, "A", UnitFactory(organisation=campaign.organisation), posts=1)
    cost()
    one = cost()
    for name in ("B", "C"):
        again = db.session.get_one(Campaign, campaign_id)
        take_part(again, name, UnitFactory(organisation=again.organisation), posts=1)
    assert cost() == one
    assert max(one) <= MOST_QUERIES, one


def test_a_page_that_is_not_there_is_the_nearest_one(campaign, reader, sign_in):
    for n in range(51):
        take_part(campaign, f"A{n:02d}", sign_ups=51 - n)
    client, path = sign_in(reader.user), path_of(campaign)
    firsts = {"1": "A00", "2": "A50", "3": "A50", "0": "A00", "9" * 30: "A50"}
    found = {page: rows_on(client.get(f"{path}?page={page}"))[1][0] for page in firsts}
    assert found == firsts


def test_a_campaign_nobody_takes_part_in_says_so(campaign, reader, sign_in):
    page = sign_in(reader.user).get(path_of(campaign))
    assert "Nobody takes part yet." in page.text
    assert "No sign-ups yet" in page.text


def leader_of(campaign):
    leader = MembershipFactory(organisation=campaign.organisation, role=Role.LEADER)
    leader.user.locale = "en"
    return leader.user


NAMES = ["Ulla Underskov", "Viggo Vandmose", "Xenia Xaver", "Yrsa Ydby", "Ziggy Zahle"]


def test_leadership_sees_no_name_and_no_small_number(campaign, sign_in):
    large = UnitFactory(organisation=campaign.organisation, name="Campus Nord")
    small = UnitFactory(organisation=campaign.organisation, name="Lillested")
    tiny = UnitFactory(organisation=campaign.organisation, name="Bittested")
    for name in NAMES:
        take_part(campaign, name, large, sign_ups=20, conversations=1)
    for n in range(4):
        take_part(campaign, f"Lone Lilleby {n}", small, sign_ups=2)
    take_part(campaign, "Bent Bitte", tiny, confirmed=3)

    page = sign_in(leader_of(campaign)).get(f"/o/{campaign.organisation.slug}/leadership")

    for name in [*NAMES, "Lone Lilleby", "Bent Bitte", "Lillested", "Bittested"]:
        assert name not in page.text
    soup = BeautifulSoup(page.text, "html.parser")
    rows = [[c.get_text(strip=True) for c in row(["th", "td"])] for row in soup.table("tr")[1:]]
    assert rows == [
        ["Campus Nord", "5", "0", "5", "100", "0", "0"],
        ["2 other units", "5", "0", "–", "8", "–", "0"],
    ] or rows == [
        ["Campus Nord", "5", "0", "5", "100", "0", "0"],
        ["2 other units", "5", "0", "0", "8", "–", "0"],
    ]
    assert "came" not in [step.get_text(strip=True) for step in soup.select("ol li span")]


def test_leadership_of_few_ambassadors_sees_no_number(campaign, sign_in):
    for name in NAMES[:4]:
        take_part(campaign, name, sign_ups=3_000)
    leader = leader_of(campaign)
    leader.locale = "en"
    page = sign_in(leader).get(f"/o/{campaign.organisation.slug}/leadership")
    shown = BeautifulSoup(page.text, "html.parser").main.get_text(" ", strip=True)
    assert "12,000" not in shown  # a name or an id may have digits, but no comma between them
    assert "once five of them take part" in shown


def test_leadership_costs_the_same_at_two_and_four_campaigns(campaign, sign_in):
    user, slug = leader_of(campaign), campaign.organisation.slug
    cohort = CohortFactory(organisation=campaign.organisation)
    people = [AmbassadorFactory(cohort=cohort) for _ in range(5)]
    ids, browser = [person.id for person in people], sign_in(user)

    def launch(one):
        for ambassador_id in ids:
            db.session.add(Participation(campaign_id=one.id, ambassador_id=ambassador_id))

    launch(campaign)
    launch(CampaignFactory(organisation=campaign.organisation))
    browser.get(f"/o/{slug}/leadership")
    with count_queries() as two:
        browser.get(f"/o/{slug}/leadership")
    organisation = db.session.get_one(
        Campaign, db.session.query(Campaign.id).first()[0]
    ).organisation
    for _ in range(2):
        launch(CampaignFactory(organisation=organisation))
    with count_queries() as four:
        page = browser.get(f"/o/{slug}/leadership")
    assert len(two) == len(four), four
    assert BeautifulSoup(page.text, "html.parser").select_one(".stat__number").text == "5"


def test_her_own_effect_is_of_all_her_campaigns_and_nobody_elses(campaign, sign_in):
    part = take_part(campaign, "Freja", clicks=41, conversations=7, sign_ups=5, confirmed=4)
    part.ambassador.user.locale = "en"
    take_part(campaign, "Bo", clicks=9_999)
    second = ParticipationFactory(ambassador=part.ambassador)
    totals.count(
        campaign_id=second.campaign_id,
        participation_id=second.id,
        step=Step.CLICKS,
        day=today(),
        by=1,
    )
    soup = BeautifulSoup(sign_in(part.ambassador.user).get("/my/effect").text, "html.parser")
    lead = soup.select_one(".stat__number").get_text(strip=True)
    assert lead == "7"  # she chose knowledge: conversations first
    assert "42" in soup.get_text(" ")
    assert "9,999" not in soup.get_text(" ")


def test_an_ambassador_who_did_nothing_yet_is_told_how_to_begin(campaign, sign_in):
    part = take_part(campaign)
    page = sign_in(part.ambassador.user).get("/my/effect")
    assert "/my/kits" in page.text


def test_the_week_she_joined_is_that_of_her_own_zone(campaign):
    part = take_part(campaign)
    part.ambassador.joined_at = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)  # Monday in Denmark
    found = queries.effect_of(part.ambassador, datetime(2026, 11, 19, tzinfo=UTC).date())
    assert [week.label for week in found.rhythm.weeks] == ["47"]
