"""What came of it, told on (R1, R3, R6): a reader, the board's paper, a stranger with a link."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from accounts.enums import Role
from accounts.models import Organisation
from campaigns.outcomes import recounting
from campaigns.tracking import counting
from core.db import db
from tests.factories.accounts import OrganisationFactory, UnitFactory
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
    LinkFactory,
    OutcomeFactory,
    ParticipationFactory,
    today,
)
from tests.journeys.person import PHONE, Person, Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import Staff, staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAMPAIGN, PASSWORD = "Åbent hus i Solby", "gule lygter 7"
NORTH, SOUTH, ALONE = "Nordbyen", "Sydbyen", "Ensomgård"
PEOPLE = {
    NORTH: ["Ulla Bro", "Viggo Dam", "Xenia Eng", "Yrsa Fog", "Ziggy Gade", "Åse Hald"],
    SOUTH: ["Bent Iversen", "Dan Juhl", "Else Krog", "Finn Lind", "Gro Munk"],
    ALONE: ["Lone Lilleby"],
}
BROUGHT = {NORTH: 15, SOUTH: 4, ALONE: 4}  # by each of them


def a_season(solby: Organisation) -> None:
    """Three units, one of them with a single ambassador in it, brought 114 together."""
    campaign = CampaignFactory(organisation=solby, name_da=CAMPAIGN, name_en=CAMPAIGN)
    goal = GoalFactory(campaign=campaign, target=300)
    for name, people in PEOPLE.items():
        unit = UnitFactory(organisation=solby, name=name)
        for person in people:
            part = ParticipationFactory(
                campaign=campaign,
                ambassador__cohort__organisation=solby,
                ambassador__unit=unit,
                ambassador__user__name=person,
            )
            OutcomeFactory.create_batch(BROUGHT[name], goal=goal, participation=part)
            link = counting.known_links([LinkFactory(participation=part).code])
            counting.add({(one, today()): Counter(clicks=40) for one in link.values()})
    recounting.count_anew(campaign.id)
    campaign.readers = [one for one in solby.memberships if one.role is Role.READER]


def answer(person: Person) -> str:
    return person.words.pick(da="114 af 300", en="114 of 300")


def rows(person: Person, table: str = "main table") -> list[list[str]]:
    """Return a table as it stands on the screen, without its headings."""
    found = person.page.locator(table).first.locator("tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in found.all()]


def finds_who_is_behind(bo: Reader) -> None:
    """From the ladder to the units, and to the people of one of them."""
    bo.open_results(CAMPAIGN)
    bo.heading(answer(bo))
    assert bo.ladder() == [480, 0, 114, 0]
    bo.press("Broken down", within="main")
    few = bo.words.counted("One other unit", "%(num)d other units", 2)
    assert [row[0] for row in rows(bo)] == [NORTH, few]
    bo.follow(bo.page.get_by_role("link", name=NORTH))
    bo.heading(NORTH)
    assert sorted(row[0] for row in rows(bo)) == PEOPLE[NORTH]
    assert {row[4] for row in rows(bo)} == {"15"}


def reads_the_paper(bo: Reader) -> list[list[str]]:
    """The board's paper names nobody; it is there as a PDF too. Return its units."""
    bo.press("Board paper", within="main")
    bo.heading(answer(bo))
    has_no_name(bo)
    saves_pdf(bo)
    return rows(bo, "main section table")


def saves_pdf(person: Person) -> None:
    with person.page.expect_download() as download:
        person.control("PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def has_no_name(person: Person) -> None:
    shown = person.page.locator("main").inner_text()
    names = [name for people in PEOPLE.values() for name in people]
    assert [name for name in (ALONE, SOUTH, *names) if name in shown] == []


def shares(karen: Staff) -> str:
    """Make a link with a password and an end; return it."""
    karen.go("/results")
    karen.press("See the results")
    karen.press("Board paper", within="main")
    karen.press("Share by link")
    karen.fill(for_whom="Byrådet", password=PASSWORD)
    karen.press("Make the link")
    karen.sees("The link is made. Send it and the password in different ways.")
    return karen.page.locator("input.copy__text").input_value()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_stranger_reads_what_the_board_reads_until_the_link_is_taken_back(
    walk_in: Callable[[str], tuple[Walk, Flask]], language: str
) -> None:
    walk, app = walk_in(language)
    slug = f"board-{language}"
    with app.app_context():
        solby = OrganisationFactory(slug=slug, name="Solby")
        reader = staff_of(solby, Role.READER, name="Bo Holm", locale=language)
        organiser = staff_of(solby, Role.ORGANISER, name="Karen Toft", locale=language)
        db.session.flush()  # whoever reads is found by their role
        a_season(solby)
        db.session.commit()
    bo, karen = Reader(walk, slug), Staff(walk, slug)
    bo.sign_in(reader)
    finds_who_is_behind(bo)
    units = reads_the_paper(bo)

    karen.sign_in(organiser)
    link = shares(karen)
    stranger = Person(walk, size=PHONE, accept_downloads=True)
    stranger.open(link)
    assert answer(stranger) not in stranger.page.content()
    stranger.fill(password=PASSWORD)
    stranger.press("See the results")
    stranger.heading(answer(stranger))
    stranger.reads(stranger.words.pick(da="Tal opgjort", en="Numbers as of"))
    assert rows(stranger, "main section table") == units
    has_no_name(stranger)
    saves_pdf(stranger)

    karen.press("Take the link back")
    karen.sees("The link leads nowhere now.")
    with stranger.expecting_refusal():
        stranger.page.reload()
    stranger.sees("These results are no longer shared. Ask whoever sent you the link.")
    expect(stranger.page.locator("main")).not_to_contain_text("114")
    assert walk.troubles == []
