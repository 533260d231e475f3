"""A list of registrations is held against the campaign (R4): matched, put right, lowered."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Organisation, User
from campaigns.enums import OutcomeKind
from core.db import db
from tests.campaigns.outcomes.imports.lists import DOUBLES, HEADINGS, MATCHED, UNKNOWN, row
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
    LinkFactory,
    ParticipationFactory,
    today,
)
from tests.journeys.organiser import Organiser
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAMPAIGN, LEFT, ABSENT = "Åbent hus", 70, 50
NOBODY = "KVARTX"
REASON = "Hun kom alligevel, men stod ikke på listen."


def seed(slug: str, language: str) -> tuple[UUID, list[str]]:
    """A running campaign with three ambassadors, and somebody who runs it."""
    via = OrganisationFactory(name="VIA Studieliv", slug=slug)
    staff_of(via, Role.ORGANISER, name="Karen Toft", locale=language)
    campaign = CampaignFactory(organisation=via, name_da=CAMPAIGN, slug=slug)
    GoalFactory(campaign=campaign, outcome_kind=OutcomeKind.ENROLMENTS, target=1_500)
    parts = ParticipationFactory.create_batch(
        3, campaign=campaign, ambassador__cohort__organisation=via
    )
    codes = [LinkFactory(participation=part).code for part in parts]
    campaign_id = campaign.id
    db.session.commit()
    return campaign_id, codes


def days_ago(number: int) -> str:
    return f"{today() - timedelta(days=number):%d-%m-%Y}"


def registrations(codes: list[str]) -> str:
    """1,212 rows: 1,200 with codes we know, 7 with one we do not, and 5 that stand there twice."""
    good = [row(number, codes[number % 3].lower(), day=days_ago(3)) for number in range(MATCHED)]
    unknown = [row(MATCHED + number, NOBODY, day=days_ago(3)) for number in range(UNKNOWN)]
    return "\r\n".join([HEADINGS, *good, *unknown, *good[:DOUBLES], ""])


def later_news() -> str:
    """Some have cancelled since, and some did not turn up."""
    gone = [row(number, "", "Afmeldt", days_ago(2)) for number in range(LEFT)]
    missed = [row(LEFT + number, "", "Udeblevet", days_ago(1)) for number in range(ABSENT)]
    return "\r\n".join([HEADINGS, *gone, *missed])


def shown(organiser: Organiser, one: str, several: str, number: int) -> str:
    """Return a sentence with a number as it is written in the language."""
    written = f"{number:,}".replace(",", organiser.words.pick(da=".", en=","))
    return organiser.words.counted(one, several, number, count=written)


def waits(organiser: Organiser, heading: str) -> None:
    """Wait until the worker is done with the list and the page says so."""
    organiser.eventually(lambda: organiser.page.locator("h1").inner_text() == heading)


def has_news(organiser: Organiser, number: int) -> None:
    one, several = "%(count)s row has news", "%(count)s rows have news"
    waits(organiser, shown(organiser, one, several, number))


def counts(organiser: Organiser, number: int, *, in_all: int) -> None:
    """Say yes to a list, and see it counted."""
    button = shown(organiser, "Count %(count)s row", "Count %(count)s rows", number)
    organiser.follow(organiser.control(button))
    one, several = "%(count)s outcome is counted", "%(count)s outcomes are counted"
    waits(organiser, shown(organiser, one, several, in_all))
    organiser.look()


def trail_of(slug: str) -> dict[tuple[str, str], int]:
    """Return how often who did what to outcomes, as the trail has it."""
    acts = select(AuditEvent.action, User.name).join(User, User.id == AuditEvent.actor_id)
    here = AuditEvent.organisation_id.in_(select(Organisation.id).where(Organisation.slug == slug))
    rows = db.session.execute(acts.where(here, AuditEvent.action.like("outcome%")))
    return Counter((action, name) for action, name in rows)


def puts_right(organiser: Organiser, code: str) -> None:
    """Correct the seven codes on the page."""
    organiser.press("Put them right")
    fields = organiser.page.locator("input[name^=code-]")
    expect(fields).to_have_count(UNKNOWN)
    for field in fields.all():
        field.fill(code)
    organiser.press("Put these rows right")


def corrects(organiser: Organiser, outcomes: str) -> None:
    """One who had cancelled came all the same: say so, with the reason, and read it all again."""
    organiser.open(f"{outcomes}?stage=cancelled")
    organiser.follow(organiser.page.locator("main tbody a").first)
    organiser.reads(organiser.words("by %(name)s", name="Karen Toft"))
    organiser.tick("stage", "confirmed")
    organiser.fill(reason=REASON)
    organiser.press("Put it right", within="main form")
    organiser.reads(REASON)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_list_of_1212_is_matched_put_right_and_lowered(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]], tmp_path: Path
) -> None:
    walk, app = walk_in(language)
    slug = f"reconcile-{language}"
    with app.app_context():
        campaign_id, codes = seed(slug, language)
    file = tmp_path / "tilmeldinger.csv"
    file.write_text(registrations(codes), encoding="windows-1252", newline="")
    lists = f"/o/{slug}/campaigns/{campaign_id}/outcomes/lists"
    karen, reader = Organiser(walk, slug), Reader(walk, slug)
    for somebody in (karen, reader):
        somebody.sign_in(f"organiser@{slug}.example")

    def totals() -> list[int]:
        reader.open_results(CAMPAIGN)
        return reader.ladder()[-2:]

    karen.open(lists)
    karen.page.locator("[name=file]").set_input_files(file)
    karen.press("Look at the list first")
    has_news(karen, MATCHED)
    karen.reads(shown(karen, *TO_FIX, UNKNOWN))
    karen.reads(shown(karen, *KNOWN, DOUBLES))
    first = karen.page.url
    counts(karen, MATCHED, in_all=MATCHED)
    assert totals() == [MATCHED, MATCHED]

    karen.open(lists)
    karen.page.locator("[name=file]").set_input_files(file)
    karen.press("Look at the list first")
    waits(karen, karen.words("Nothing new in this list"))
    assert totals() == [MATCHED, MATCHED]

    karen.open(lists)
    karen.fill(pasted=later_news())
    karen.press("Look at the list first")
    has_news(karen, LEFT + ABSENT)
    counts(karen, LEFT + ABSENT, in_all=LEFT + ABSENT)
    assert totals() == [1_130, 1_080]
    karen.reads(karen.words("By %(name)s.", name="Karen Toft"))

    corrects(karen, f"/o/{slug}/results/{campaign_id}/outcomes")
    assert totals() == [1_131, 1_081]
    karen.open(first)
    puts_right(karen, codes[0])
    counts(karen, UNKNOWN, in_all=MATCHED + UNKNOWN)
    assert totals() == [1_138, 1_088]
    with app.app_context():
        assert trail_of(slug) == {
            ("outcomes_imported", "Karen Toft"): 3,
            ("outcome_corrected", "Karen Toft"): 1,
        }
    assert walk.troubles == []


TO_FIX = (
    "%(count)s row needs putting right; the reason stands beside it.",
    "%(count)s rows need putting right; the reason stands beside each.",
)
KNOWN = (
    "%(count)s row says what is known already.",
    "%(count)s rows say what is known already.",
)
