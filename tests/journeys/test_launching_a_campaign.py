"""Launching a campaign for sixty (O5), and what it gave for what it cost (R7)."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import Select, select

from accounts import passwords
from accounts.enums import Role
from ambassadors.models import Ambassador as AmbassadorRow
from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal, Participation
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.outcomes.webhooks import signatures
from campaigns.tracking.models import Link
from core.db import db, utcnow
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyAcceptanceFactory
from tests.journeys.ambassador import PASSWORD, Ambassador
from tests.journeys.organiser import Organiser, Season
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import staff_of
from tests.journeys.visitor import Visitor
from tests.media.kits.conftest import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = 60
FIELDS = ("secret", "address")
LIKE_ANOTHER = set("0O1IL")
SAID_ALOUD = re.compile(r"(?!.*(.)\1\1)[A-Z2-9]{6}")  # short, and no sign three times in a row


def seed(slug: str, language: str) -> dict[str, str]:
    """A cohort of sixty, an organiser, a reader, and one of the sixty with a phone."""
    organisation = OrganisationFactory(slug=slug, name="VIA Studieliv")
    cohort = CohortFactory(organisation=organisation, name="Holstebro efterår")
    ida = UserFactory(email=f"ida@{slug}.dk", locale=language, password=passwords.hashed(PASSWORD))
    PolicyAcceptanceFactory(ambassador=AmbassadorFactory(user=ida, cohort=cohort))
    AmbassadorFactory.create_batch(PEOPLE - 1, cohort=cohort)
    karen = staff_of(organisation, Role.ORGANISER, name="Karen Toft", locale=language)
    bo = staff_of(organisation, Role.READER, name="Bo Holm", locale=language)
    emails = {"ida": ida.email, "karen": karen, "bo": bo}
    db.session.commit()  # and read nothing after it: a transaction would hold the product up
    return emails


def read(statement: Select[Any]) -> list[Any]:
    """Return what stands in the database now, and let go of it."""
    found = list(db.session.scalars(statement))
    db.session.rollback()
    return found


def choose_a_target(walk: Walk, email: str) -> None:
    """Ida chooses to have five conversations, then leaves the target again; her code is there."""
    ida = Ambassador(walk)
    ida.sign_in(email)
    ida.open("/my/campaigns")
    ida.press("See more")
    ida.reads(walk.words("%(reached)s of %(target)s", reached=0, target=300))
    ida.fill(own_target=5)
    ida.tick("own_step", "conversations")
    ida.press("Save my target")
    ida.reads(walk.words("%(done)s of %(target)s conversations so far", done=0, target=5))
    ida.fill(own_target="")
    ida.press("Save my target")
    ida.sees("You have no target of your own.")
    ida.open("/my/links")
    expect(ida.page.locator("main img[src*='/qr.svg']").first).to_be_visible()


def code_of(email: str) -> str:
    """Return the code of somebody's link."""
    (code,) = read(
        select(Link.code)
        .join(Link.participation)
        .join(Participation.ambassador)
        .where(AmbassadorRow.user.has(email=email))
    )
    return str(code)


def comes_by(walk: Walk, code: str, season: Season) -> None:
    """A guest follows the link and signs up."""
    guest = Visitor(walk)
    guest.follow_link(f"/r/{code}", event=walk.words.pick(da=season.event_da, en=season.event_en))
    guest.sign_up(name="Signe", email=f"signe-{walk.words.language}@example.dk")


def also_from_elsewhere(karen: Organiser, campaign: str, code: str) -> None:
    """One signed up where the answers come as a list, one where a system tells by itself."""
    karen.open(f"{campaign}/outcomes/lists")
    karen.fill(pasted=f"Nr.;Navn;Kode;Status\nB-1;Åse;{code.lower()};Tilmeldt")
    karen.press("Look at the list first")
    karen.press("Count %(count)s row", count=1)
    one, several = "%(count)s outcome is counted", "%(count)s outcomes are counted"
    counted = karen.words.counted(one, several, 1, count=1)
    karen.eventually(lambda: karen.page.locator("h1").inner_text() == counted)

    karen.open(f"{campaign}/connections")
    karen.fill(name="Billetsystemet")
    karen.press("Connect it")
    secret, address = (karen.page.locator(f"#{field}").input_value() for field in FIELDS)
    body = json.dumps({"type": "outcome", "data": {"reference": "C-1", "code": code}}).encode()
    headers = signatures.sign(secret, "msg_1", utcnow(), body.decode()).headers
    headers["content-type"] = "application/json"
    for _time in range(2):
        with urlopen(Request(address, body, headers)) as answer:
            assert json.load(answer) == {"result": "counted"}
    karen.open(f"{campaign}/connections")
    karen.press("Billetsystemet")
    karen.reads("C-1")
    expect(karen.page.locator("tbody tr")).to_have_count(1)


def three_have_come(reader: Reader, email: str, season: Season) -> None:
    """One by each way, each counted once and said apart, towards the goal."""
    reader.sign_in(email)
    reader.open_results(season.campaign)
    words = reader.words
    goal = {"reached": 3, "target": 300, "outcomes": words("sign-ups")}
    reader.heading(words("%(reached)s of %(target)s %(outcomes)s", **goal))
    for number, way in ((1, "from links and codes"), (2, "from lists and other systems")):
        part = reader.page.locator(".meter__legend li").filter(has_text=words(way))
        expect(part.locator(".num")).to_have_text(str(number))


def note_costs(karen: Organiser, campaign: str) -> None:
    """Posters, and an afternoon of one's own; what is no amount is refused and kept."""
    karen.open(f"{campaign}/costs")
    karen.press("Note an expense")
    karen.fill(what="Plakater", amount="mange")
    with karen.expecting_refusal():
        karen.press("Save", within="main")
    expect(karen.page.locator("[name=amount]")).to_have_value("mange")
    karen.fill(amount="1.700")
    karen.press("Save", within="main")
    karen.press("Note hours")
    karen.fill(what="Opstilling", hours="1,5", rate="200")
    karen.press("Save", within="main")
    karen.reads(karen.words("%(number)s kr.", number=karen.words.pick(da="2.000", en="2,000")))


def more_came(goal_id: UUID) -> None:
    """Seven more came by code and two say that somebody told them: ten with Signe."""
    for source, number in ((Source.CODE, 7), (Source.TOLD_BY, 2)):
        db.session.add(
            GoalSource(goal_id=goal_id, source=source, sign_ups=number, confirmed=number)
        )
    db.session.commit()


@pytest.mark.parametrize("language", ["da", "en"])
def test_sixty_get_links_and_what_it_gave_is_a_range(
    walk_in: Callable[[str], tuple[Walk, Flask]], language: str
) -> None:
    walk, app = walk_in(language)
    slug = f"launch-{language}"
    season = Season(today=today(), campaign="Åbent hus 26. feb")
    with app.app_context():
        emails = seed(slug, language)
        karen = Organiser(walk, slug)
        karen.sign_in(emails["karen"])
        karen.plan_campaign(season, sign_ups=300, conversations=100)
        karen.plan_event(season)
        karen.go("/campaigns")
        karen.press(season.campaign)
        page = karen.launch(choose=("Bo Holm",))
        here = Campaign.organisation.has(slug=slug)
        codes = read(select(Link.code).join(Campaign, Campaign.id == Link.campaign_id).where(here))
        assert len(set(codes)) == PEOPLE
        assert not LIKE_ANOTHER & set("".join(codes))
        assert all(SAID_ALOUD.fullmatch(code) for code in codes)
        karen.open(f"{page}/links")
        karen.reads(walk.words.counted("%(num)d link", "%(num)d links", PEOPLE))

        choose_a_target(walk, emails["ida"])
        code = code_of(emails["ida"])
        comes_by(walk, code, season)
        also_from_elsewhere(karen, page, code)
        three_have_come(Reader(walk, slug), emails["karen"], season)
        karen.ticks_off(page, "Signe")
        first = Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
        (goal,) = read(select(Goal.id).where(first, Goal.campaign.has(here)))
        more_came(goal)
        note_costs(karen, page)
        karen.open(page)
        karen.control(walk.words("Close the campaign")).click()
        karen.press("Yes, close it")
        karen.sees("The campaign is closed. Its numbers stay, and its links still lead on.")

        bo = Reader(walk, slug)
        bo.sign_in(emails["bo"])
        bo.open_results(season.campaign)
        bo.press("Value for cost")
        low, high = (walk.words("%(number)s kr.", number=number) for number in (200, 250))
        bo.reads(walk.words("%(low)s to %(high)s", low=low, high=high))
        bo.sees("Do not add official growth to these numbers.")
