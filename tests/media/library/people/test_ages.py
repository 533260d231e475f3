"""Who answers for the young: a guardian up to the organisation's own age, then themselves."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from time_machine import travel

from accounts.models import Organisation
from core import jobs
from core.db import db, utcnow
from media.library.people import age
from media.library.people.consents import jobs as consent_jobs
from media.library.people.consents.queries import RunningOut
from media.library.people.enums import GivenBy
from media.library.people.models import Person
from tests.client import AuditingClient
from tests.factories.pictured import PersonInAssetFactory
from tests.media.library.people.conftest import Scene

TODAY = date(2026, 11, 22)
SOON = (TODAY + timedelta(days=90)).isoformat()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Whoever is young is so for a year: no test of it lies in two."""
    with travel("2026-11-22 12:00:00Z"):
        yield


def test_a_guardian_answers_for_a_child_until_it_is_fifteen(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    scene.sofie.birth_year = TODAY.year - 12
    scene.sofie.guardian_email = "hanne@example.dk"
    scene.mark.consent = None
    own = scene.link(is_guardian=True)
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    assert client.post(own, data=answer).status_code == 422
    answer |= {"guardian_name": "Hanne Dahl", "is_guardian": "y"}
    assert client.post(own, data=answer).status_code in (302, 303)
    consent = scene.mark.consent
    assert consent is not None
    assert (consent.given_by, consent.guardian_name) == (GivenBy.GUARDIAN, "Hanne Dahl")
    scene.sofie.birth_year = TODAY.year - 16
    db.session.commit()
    assert client.get(own).status_code == 410


def test_a_childs_own_link_says_no_and_never_yes(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    own = scene.link()  # made before anybody had noted how young Sofie is
    scene.sofie.birth_year, scene.mark.consent = TODAY.year - 12, None
    db.session.commit()
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    answer |= {"guardian_name": "Hanne Dahl", "is_guardian": "y"}
    said = client.post(own, data=answer)
    assert (said.status_code, "A parent must say yes" in said.text) == (422, True)
    assert scene.mark.consent is None
    page = client.get(own).text
    assert ("by a link of their own" in page, 'name="channels"' in page) == (True, False)
    client.post(f"{own}/withdrawal")
    assert scene.mark.refused_at is not None


def test_the_age_of_answering_alone_is_the_organisations_own(
    scene: Scene, app: Flask, client: AuditingClient, desk: AuditingClient
) -> None:
    sofie, organisation = scene.sofie, scene.kit.organisation
    sofie.birth_year, sofie.guardian_email = TODAY.year - 16, "hanne@example.dk"
    sofie.locale = "da"
    own, page = scene.link(), f"{scene.desk}/people/{sofie.id}"
    agreed = scene.mark.consent
    assert 'name="channels"' in client.get(own).text
    organisation.country, organisation.minimum_age = "DE", 16
    db.session.commit()
    shown = client.get(own).text
    assert ("det år, du fylder 16" in shown, 'name="channels"' in shown) == (True, False)
    assert scene.mark.consent is agreed  # what was answered before still counts
    desk.post("/language", data={"language": "en"})
    assert "until the year they turn 16 is over" in desk.get(f"{page}/details").text
    desk.post(f"{page}/question", data={"channels": ["instagram"], "until": SOON})
    jobs.run_all()
    mail = app.extensions["mailman"].outbox[-1]
    assert (mail.to, "fylder 16" in mail.body) == (["hanne@example.dk"], True)
    assert sofie.asked_until == min(date.fromisoformat(SOON), date(TODAY.year, 12, 31))
    organisation.minimum_age = 13
    db.session.commit()
    marks = desk.get(f"{scene.desk}/{scene.asset.id}/people").text
    assert "until the year they turn 15 is over" in marks


@pytest.mark.parametrize(
    ("own_age", "born", "guardian", "last"),
    [
        (15, None, False, date(2030, 5, 1)),
        (15, 2013, True, date(2028, 12, 31)),
        (15, 2011, True, date(2026, 12, 31)),
        (15, 2010, False, date(2028, 12, 31)),
        (15, 2000, False, date(2030, 5, 1)),
        (13, 2011, True, date(2026, 12, 31)),  # a picture is no online service
        (16, 2010, True, date(2026, 12, 31)),
        (16, 2009, False, date(2027, 12, 31)),
        (18, 2009, True, date(2026, 12, 31)),
        (18, 2008, False, date(2026, 12, 31)),  # may be grown up already
        (18, 2007, False, date(2030, 5, 1)),
    ],
)
def test_who_answers_and_how_long_it_counts(
    own_age: int, born: int | None, guardian: bool, last: date, app: Flask
) -> None:
    person = Person(birth_year=born, organisation=Organisation(minimum_age=own_age))
    on = date(2026, 11, 22)
    assert age.needs_guardian(person, on) is guardian
    assert age.last_day(person, date(2030, 5, 1), on) == last


def test_a_guardian_is_not_reminded_of_a_yes_that_the_child_gives_next(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    assert scene.mark.consent is not None
    scene.sofie.birth_year, scene.sofie.guardian_email = TODAY.year - 15, "hanne@example.dk"
    scene.mark.consent.until = date(TODAY.year, 12, 31)
    scene.mark.consent.given_at = utcnow() - timedelta(days=900)
    PersonInAssetFactory(asset=scene.other, person=scene.sofie)
    page = client.get(scene.link(is_guardian=True)).text
    assert "You have said yes to 1 of 2 pictures of Sofie Dahl" in page
    assert "because of age" in page
    assert not age.can_be_renewed(scene.sofie, scene.mark.consent.until)
    one = RunningOut(scene.sofie, scene.mark.consent)
    assert not consent_jobs.reminded(one, utcnow()).is_reminded
