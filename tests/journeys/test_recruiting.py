"""Recruiting five of twenty: a page with a poster, applications, a shortlist, answers, erasure."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from accounts.models import Organisation, User
from ambassadors import operations
from ambassadors.enums import Kind
from ambassadors.joining.applications.jobs import erase_old_applications
from core.db import db
from tests.journeys.conftest import SLUG, create_owner
from tests.journeys.person import Walk
from tests.journeys.recruiting import Applicant, Guardian, Recruiter

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.now(ZoneInfo("Europe/Copenhagen"))
YOUNG = "Villads Toft"
DANES = [YOUNG, *(f"Ansøger Nummer {n}" for n in range(2, 15))]
OTHERS = [f"Applicant Number {n}" for n in range(15, 21)]
CHOSEN = [YOUNG, DANES[1], DANES[2], OTHERS[0], OTHERS[1]]
WHY_AGAIN = "Nu har jeg tænkt mig bedre om."


def email_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.').replace('ø', 'oe')}@example.dk"


@pytest.mark.parametrize("language", ["da", "en"])
def test_five_of_twenty(
    language: str, start_walk: Callable[[str], Walk], make_app: Callable[..., Flask]
) -> None:
    walk = start_walk(language)
    recruiter = open_page(walk, make_app)
    apply(walk)
    assert recruiter.numbers() == ("19", "0", "0")  # nothing is seen of the youngest yet
    Guardian(walk).say_yes("mor@example.dk", child=YOUNG)
    assert recruiter.numbers() == ("20", "0", "0")
    recruiter.shortlist(CHOSEN)
    words = {"da": "Vi ses på tirsdag.", "en": "See you on Tuesday."}
    recruiter.answer_all("shortlisted", verdict="accept", add=words)
    words = {"da": "Hold øje næste år.", "en": "Look out next year."}
    recruiter.answer_all("received", verdict="decline", add=words)
    check_answers(walk)
    assert recruiter.numbers() == ("20", "5", "15")
    erase_after_60_days(walk, make_app)
    assert recruiter.numbers() == ("20", "5", "15")
    assert recruiter.page.locator("li.applicant").count() == 0
    assert walk.troubles == []


def open_page(walk: Walk, make_app: Callable[..., Flask]) -> Recruiter:
    """In a cohort that is open, a page is made on which people can apply."""
    recruiter = Recruiter(walk, SLUG)
    recruiter.come_in(create_owner(walk, "inger@example.dk"))
    with make_app(data=walk.running.data).app_context():
        cohort_id = open_cohort()
    recruiter.go(f"/cohorts/{cohort_id}")
    recruiter.open_page(NOW.date())
    return recruiter


def open_cohort() -> uuid.UUID:
    """Start a cohort from its starter pack and open it; how that is done is walked elsewhere."""
    owner = db.session.scalars(select(User)).one()
    cohort = operations.create_cohort(
        db.session.scalars(select(Organisation)).one(),
        kind=Kind.STUDENT,
        name="Foråret",
        season_start=NOW.date() - timedelta(days=8),
        season_end=NOW.date() + timedelta(days=120),
        actor=owner,
    )
    operations.publish_policy(cohort, actor=owner)
    operations.open_cohort(cohort, actor=owner)
    db.session.commit()
    return cohort.id


def apply(walk: Walk) -> None:
    """Twenty people apply, two of them twice, one of them 14 years old."""
    dane = Applicant(walk, "da")
    dane.scan("guardian")
    dane.apply(name=YOUNG, email=email_of(YOUNG), why="Min søster er med.",
               guardian="mor@example.dk")  # fmt: skip
    dane.name_guardian(email_of(YOUNG))
    for name in DANES[1:]:
        dane.apply(name=name, email=email_of(name), why="Det vil jeg gerne.")
    for name in DANES[1:3]:
        dane.apply(name=name, email=email_of(name).upper(), why=WHY_AGAIN)
    other = Applicant(walk, "en")
    other.scan("enough")
    for name in OTHERS:
        other.apply(name=name, email=email_of(name), why="I would love to.")


def check_answers(walk: Walk) -> None:
    """Everybody has one answer, in their language; five have a way in."""
    for name in DANES + OTHERS:
        before = 2 if name in DANES[:3] else 1  # a guardian's yes, or a second application
        mail = walk.mailbox.wait_for(email_of(name), number=before + 1)
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        danish, chosen = name in DANES, name in CHOSEN
        expected = {
            (True, True): "Vi ses på tirsdag.",
            (False, True): "See you on Tuesday.",
            (True, False): "Hold øje næste år.",
            (False, False): "Look out next year.",
        }[danish, chosen]
        assert expected in text
        assert ("/invitations/" in text) is chosen
        assert len(walk.mailbox.to(email_of(name))) == before + 1


def erase_after_60_days(walk: Walk, make_app: Callable[..., Flask]) -> None:
    """What the worker does in the night, two months on."""
    app = make_app(data=walk.running.data)
    with travel(NOW + timedelta(days=61)), app.app_context():
        erase_old_applications(None)  # type: ignore[arg-type]  # it asks nothing of its task
        db.session.commit()
