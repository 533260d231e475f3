"""The register kept with care: one place for each, nobody asked about nothing, all on the trail."""

import io
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from accounts.models import AuditEvent
from accounts.trail import names
from core import jobs
from core.db import db, utcnow
from media.library.people.consents import texts
from media.library.people.models import Consent, Person
from media.library.people.withdrawals.models import Withdrawal
from tests.client import AuditingClient
from tests.factories.pictured import PersonFactory, PersonInAssetFactory
from tests.media.library import corpus
from tests.media.library.people.conftest import Scene

TODAY = utcnow().date()
SOON = (TODAY + timedelta(days=90)).isoformat()


def test_one_place_for_each_and_every_mark_on_the_trail(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    page = f"{scene.desk}/{scene.other.id}/people"
    assert names.of([scene.other.id]) == {scene.other.id: scene.other.original_name}
    twice = desk.post(page, data={"name": "sofie dahl"})
    assert (twice.status_code, "is in the register" in twice.text) == (422, True)
    new = {"name": "Sofie Dahl", "locale": "en", "unit": "", "email": "sofie@example.dk"}
    assert "is in the register" in desk.post(f"{scene.desk}/people/new", data=new).text
    desk.post(page, data={"name": "Sofie Dahl", "email": "another@example.dk", "birth_year": 2011})
    other = db.session.scalars(select(Person).where(Person.email == "another@example.dk")).one()
    assert other.birth_year == 2011
    desk.post(f"{page}/{other.appearances[0].id}/removal")
    assert "The mark is taken away." in desk.get(page).text
    desk.post(f"{scene.desk}/people/{other.id}/details", data={**new, "email": ""})
    done = [one.action for one in db.session.scalars(select(AuditEvent).order_by("position"))]
    assert done == [
        "pictured_person_added",
        "person_marked",
        "person_unmarked",
        "pictured_person_changed",
    ]


def test_nobody_is_asked_about_no_picture_and_a_no_is_noted_before_any_yes(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    assert texts.VERSION in texts.WORDINGS  # whoever writes another keeps this one
    old = {texts.FIRST: 5, texts.VERSION: 6, "": 0}
    assert {one: len(texts.lines("Tillid", one)) for one in old} == old
    eva = PersonFactory(organisation=scene.kit.organisation, email="eva@example.dk", locale="en")
    db.session.commit()
    page, asked = f"{scene.desk}/people/{eva.id}", {"channels": "instagram", "until": SOON}
    assert "Ask for a yes" not in desk.get(page).text
    for way in ("question", "link"):
        refused = desk.post(f"{page}/{way}", data=asked)
        assert (refused.status_code, "Mark them in a picture first" in refused.text) == (422, True)
    mark = PersonInAssetFactory(asset=scene.other, person=eva)
    db.session.commit()
    assert "Note a no" in desk.get(page).text
    desk.post(f"{page}/withdrawal")
    jobs.run_all()
    assert mark.refused_at is not None
    told = [mail for mail in app.extensions["mailman"].outbox if mail.to == ["eva@example.dk"]]
    assert [mail.subject for mail in told] == ["We have noted your no"]
    assert "/consent/" in told[0].body
    noted = db.session.scalars(select(Withdrawal)).one()
    record = desk.get(f"{scene.desk}/withdrawals/{noted.id}").text
    assert "noted here, as they asked" in record
    assert "They have said no." in desk.get(page).text


def test_a_paper_is_about_the_pictures_ticked_and_a_guardian_signs_for_a_child(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    earlier = scene.mark.consent
    other = PersonInAssetFactory(asset=scene.other, person=scene.sofie)
    scene.sofie.birth_year = TODAY.year - 12
    db.session.commit()
    page = f"{scene.desk}/people/{scene.sofie.id}/paper"
    data = {"agreed_channels": "print", "agreed_until": SOON}

    def send(**more: str) -> str:
        paper = (io.BytesIO(corpus.jpeg()), "paper.jpg")
        return desk.post(page, data={**data, **more, "paper": paper}).text

    refused = send()
    assert "Tick at least one picture." in refused
    assert "Enter the name of the guardian who has signed." in refused
    assert refused.count('checked id="channels-') == 2  # what is to be asked for stays ticked
    send(agreed_pictures=str(other.id), signed_by="Hanne Dahl")
    given = db.session.scalars(select(Consent).where(Consent.proof_key.is_not(None))).one()
    assert (given.guardian_name, other.consent, scene.mark.consent) == (
        "Hanne Dahl",
        given,
        earlier,
    )


def test_the_trail_tells_it_without_a_name(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    client.post(f"{scene.link()}/withdrawal")
    events = db.session.scalars(select(AuditEvent)).all()
    assert "consent_withdrawn" in [one.action for one in events]
    written = " ".join(f"{one.before}{one.after}" for one in events)
    assert "Sofie" not in written
    assert "sofie@" not in written
