"""Closing a season: thanks and diplomas for all, some to ask again, the rest forgotten."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import func, select, update
from time_machine import travel

from accounts import passwords
from accounts.enums import Role
from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from ambassadors.seasons import alumni
from campaigns.enums import OutcomeKind
from campaigns.outcomes.events.seats import operations as seats
from campaigns.outcomes.events.seats.operations import Guest
from campaigns.posts import operations as posts
from core import jobs
from core.db import db, utcnow
from core.models import Job
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyAcceptanceFactory
from tests.factories.campaigns import (
    CampaignFactory,
    EventFactory,
    GoalFactory,
    LinkFactory,
    ParticipationFactory,
    today,
)
from tests.journeys.ambassador import PASSWORD
from tests.journeys.ambassador import Ambassador as OnThePhone
from tests.journeys.organiser import Organiser
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-close")]

ALL, AGAIN, SIGNED_UP, CAME = 24, 9, 5, 3
CAMPAIGN = "Åbent hus"
ERASED_BY = today() + timedelta(days=60)
THANKS = {"thanks_da": "Tak for mange kolde morgener.", "thanks_en": "Thank you for cold mornings."}
FIGURE, SOURCE, ADMITTED = "Optagne på VIA Holstebro", "optagelse.dk", today() - timedelta(days=9)
NEW_FIGURES = ("%(num)d new figure is shown.", "%(num)d new figures are shown.")
WELL_DONE = "I var det bedste ved sæsonen."


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_season_is_closed_and_its_totals_stay(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    slug = f"close-{language}"
    with app.app_context():
        cohort_id = seed(slug, language)
    organiser, reader = Organiser(walk, slug), Reader(walk, slug)
    organiser.sign_in(f"organiser@{slug}.example")
    reader.sign_in(f"organiser@{slug}.example")

    confirm_outcomes(organiser)
    before = totals(reader)
    bring_in_official_figures(organiser)
    assert totals(reader) == before
    reader.reads(FIGURE)
    reader.reads(reader.words.pick(da="1.940", en="1,940"))
    close_season(organiser, cohort_id)
    with app.app_context():
        let_thanks_leave(cohort_id)
    give_diplomas(organiser, cohort_id)
    everybody_has_two_mails(walk, slug)
    say_yes(walk, slug)
    with app.app_context():
        the_others_say_yes(cohort_id)
    sees_alumni(organiser)
    with app.app_context():
        erase(cohort_id)
    sees_alumni(organiser)
    assert totals(reader) == before
    names = {row[0] for row in reader.rows()[1:]}
    assert names == {reader.words("Former ambassador")}
    assert walk.troubles == []


def email_of(number: int, slug: str) -> str:
    return f"ambassador{number}@{slug}.example"


def seed(slug: str, language: str) -> uuid.UUID:
    """24 have told about an open house, five signed up through them; the season is at its end."""
    via = OrganisationFactory(name="VIA Studieliv 2026", slug=slug)
    staff_of(via, Role.ORGANISER, name="Karen Toft", locale=language)
    cohort = CohortFactory(organisation=via, season_end=today(), retention_until=ERASED_BY)
    campaign = CampaignFactory(organisation=via, cohorts=[cohort], name_da=CAMPAIGN, slug=slug)
    GoalFactory(campaign=campaign, outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=20)
    event = EventFactory(campaign=campaign)
    secret = passwords.hashed(PASSWORD)
    for number in range(ALL):
        user = UserFactory(
            name=f"Navn Nummer{number}",
            email=email_of(number, slug),
            locale=language,
            password=secret if number == 0 else None,
        )
        place = AmbassadorFactory(cohort=cohort, user=user)
        PolicyAcceptanceFactory(ambassador=place)
        part = ParticipationFactory(ambassador=place, campaign=campaign)
        link = LinkFactory(participation=part)
        posts.log_conversation(part, topic=None, on=today())
        if number < SIGNED_UP:
            seats.sign_up(
                event,
                Guest(
                    name=f"Gæst {number}",
                    email=f"guest{number}@example.org",
                    locale="da",
                    code=link.code,
                ),
            )
    db.session.commit()
    return cohort.id


def confirm_outcomes(organiser: Organiser) -> None:
    """Tick off at the door who came."""
    organiser.go("/campaigns")
    organiser.press(CAMPAIGN)
    page = organiser.page.url
    for number in range(CAME):
        organiser.ticks_off(page, f"Gæst {number}")


def bring_in_official_figures(organiser: Organiser) -> None:
    """What others have counted, out of a spreadsheet, beside what the ambassadors brought."""
    organiser.go("/campaigns")
    organiser.press(CAMPAIGN)
    organiser.open(f"{organiser.page.url}/official-figures")
    organiser.press("Bring in a list", within="main section.card")
    organiser.fill(pasted=f"Hvad;Antal;Dato;Kilde\n{FIGURE};1.940;{ADMITTED:%d-%m-%Y};{SOURCE}")
    organiser.press("Bring them in")
    organiser.reads(organiser.words.counted(*NEW_FIGURES, 1))
    organiser.reads(FIGURE)


def totals(reader: Reader) -> tuple[list[int], list[str], list[list[str]]]:
    """Return ladder, goals and everything but the names in the table of ambassadors."""
    reader.open_results(CAMPAIGN)
    reader.eventually(lambda: reader.ladder() == [0, ALL, SIGNED_UP, CAME])
    return reader.ladder(), reader.goals(), sorted(row[1:] for row in reader.rows()[1:])


def close_season(organiser: Organiser, cohort_id: uuid.UUID) -> None:
    """Read what closing means, write the thanks, and close."""
    organiser.go(f"/cohorts/{cohort_id}")
    organiser.press("Close the season")
    organiser.fill(**THANKS)
    organiser.press("Close the season", within="main form")
    organiser.sees("The season is closed. The thanks leave in ten minutes.")


def let_thanks_leave(cohort_id: uuid.UUID) -> None:
    """Spare the test the ten minutes in which closing can be undone unnoticed."""
    job = (Job.kind == "thank_cohort", Job.subject_id == cohort_id)
    db.session.execute(update(Job).where(*job).values(run_after=utcnow(), heartbeat_at=None))
    db.session.commit()


def give_diplomas(organiser: Organiser, cohort_id: uuid.UUID) -> None:
    """Send a thank-you and the way to a diploma to everybody, once."""
    organiser.go(f"/cohorts/{cohort_id}/diplomas")
    organiser.fill(thanks=WELL_DONE)
    organiser.press("Send thank-you and diploma", within="main form")
    organiser.eventually(
        lambda: (
            organiser.words.counted(
                "%(num)s person has a diploma", "%(num)s people have a diploma", ALL
            )
            in organiser.page.inner_text("main")
        )
    )
    expect(organiser.page.locator("[name=thanks]")).to_have_count(0)


def everybody_has_two_mails(walk: Walk, slug: str) -> None:
    """Thanks in the reader's language and the way to the diploma: one of each."""
    thanks = walk.words.pick(da=THANKS["thanks_da"], en=THANKS["thanks_en"])
    for number in range(ALL):
        walk.mailbox.wait_for(email_of(number, slug), number=2)
        bodies = [body_of(one) for one in walk.mailbox.to(email_of(number, slug))]
        assert [sum(text in body for body in bodies) for text in (thanks, WELL_DONE)] == [1, 1]


def body_of(message: EmailMessage) -> str:
    """Return a mail's text."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def say_yes(walk: Walk, slug: str) -> None:
    """One of them reads the thanks on a phone, fetches the diploma, and may be asked again."""
    me = OnThePhone(walk)
    me.sign_in(email_of(0, slug))
    me.open("/my/past-season")
    me.heading(me.words("Thank you for the season"))
    me.press("Yes, you may ask me")
    me.sees("Thank you. We keep your name, address and language, and nothing else.")
    me.press("Your diploma")
    with me.page.expect_download() as diploma:
        me.control(me.words("Fetch the diploma (PDF)")).click()
    assert Path(diploma.value.path()).read_bytes().startswith(b"%PDF-")


def the_others_say_yes(cohort_id: uuid.UUID) -> None:
    """Eight more press the same button."""
    places = select(Ambassador).where(Ambassador.cohort_id == cohort_id).join(Ambassador.user)
    for place in db.session.scalars(places.order_by(User.email).limit(AGAIN)):
        alumni.say_yes(place, at=utcnow())
    db.session.commit()


def sees_alumni(organiser: Organiser) -> None:
    """Nine names are there to ask again."""
    organiser.go("/alumni")
    organiser.heading(str(AGAIN))
    expect(organiser.page.locator("tbody tr")).to_have_count(AGAIN)


def erase(cohort_id: uuid.UUID) -> None:
    """What the worker does in the night of the day that was promised; fifteen leave no trace."""
    assert db.session.get_one(Cohort, cohort_id).retention_until == ERASED_BY
    with travel(datetime.combine(ERASED_BY, datetime.min.time(), UTC) + timedelta(hours=12)):
        jobs.enqueue("erase_past_seasons", run_after=utcnow())
        db.session.commit()
        jobs.run_all()
    named = select(func.count()).select_from(User).where(User.name.startswith("Navn Nummer"))
    assert db.session.scalar(named) == 0
