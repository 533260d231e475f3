"""A pictured person's own page: asked, answered, changed, renewed, fetched and erased."""

import json
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from accounts.models import Organisation
from core import jobs, storage
from core.db import db, utcnow
from media.library.people import operations, queries, state
from media.library.people.enums import GivenBy, PersonState
from media.library.people.models import Person, PersonInAsset, PersonLink
from media.library.people.withdrawals.models import Withdrawal
from media.library.permissions import is_usable
from tests.client import AuditingClient
from tests.factories.pictured import (
    ConsentFactory,
    OccasionFactory,
    PersonFactory,
    PersonInAssetFactory,
)
from tests.media.library.people.conftest import Scene
from tests.queries import count_queries

TODAY = utcnow().date()
SOON = (TODAY + timedelta(days=90)).isoformat()


def sent(app: Flask, subject: str) -> list[str]:
    jobs.run_all()
    return [mail.to[0] for mail in app.extensions["mailman"].outbox if mail.subject == subject]


def test_asked_by_mail_and_answered_on_ones_own_phone(
    scene: Scene, app: Flask, desk: AuditingClient, client: AuditingClient
) -> None:
    scene.mark.consent = None
    db.session.commit()
    page = f"{scene.desk}/people/{scene.sofie.id}"
    asked = {"channels": ["instagram", "print"], "until": SOON}
    assert desk.post(f"{page}/question", data=asked).status_code in (302, 303)
    jobs.run_all()
    mail = app.extensions["mailman"].outbox[-1]
    assert mail.to == ["sofie@example.dk"]
    link = next(w for w in mail.body.split() if "/consent/" in w).partition("/consent/")[2]
    own = f"/consent/{link}"

    shown = client.get(own)
    again = client.get(own)  # reading it, as a scanner does, takes nothing
    for response in (shown, again):
        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store, private"
    assert "checked" not in shown.text.replace('value="pictures" checked', "")
    assert not is_usable(scene.asset, TODAY)
    assert client.get(f"{own}/pictures/{scene.mark.id}").status_code == 200
    other = PersonInAssetFactory(asset=scene.other)
    db.session.commit()
    assert client.get(f"{own}/pictures/{other.id}").status_code == 404

    nothing = client.post(own, data={"pictures": str(scene.mark.id), "scope": "pictures"})
    assert nothing.status_code == 422
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    assert client.post(own, data=answer).status_code in (302, 303)
    db.session.refresh(scene.asset)
    assert is_usable(scene.asset, TODAY)
    consent = scene.mark.consent
    assert consent is not None
    assert (consent.given_by, consent.channels) == (GivenBy.LINK, ["instagram"])
    assert consent.until.isoformat() == SOON
    assert consent.text_version

    told = json.loads(client.get(f"{own}/export").data)
    assert scene.sofie.name in json.dumps(told, ensure_ascii=False)
    assert client.get("/consent/no-such-token").status_code == 404


def test_a_link_ends_when_the_address_it_went_to_was_wrong(
    scene: Scene, app: Flask, client: AuditingClient, desk: AuditingClient
) -> None:
    mailed, shown = scene.link(), scene.link(was_shown=True)
    path = f"{scene.desk}/people/{scene.sofie.id}/details"
    said = {"name": "Sofie Dahl", "locale": "en", "email": "sofie@example.dk"}
    desk.post(path, data=said)
    assert client.get(mailed).status_code == 200
    desk.post(path, data={**said, "email": "sofie.dahl@example.dk"})
    assert client.get(mailed).status_code == 404
    assert client.get(f"{mailed}/pictures/{scene.mark.id}").status_code == 404
    assert client.get(shown).status_code == 200


def test_a_yes_to_an_occasion_covers_pictures_marked_later(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    occasion = OccasionFactory(organisation_id=scene.kit.organisation_id)
    scene.asset.occasion_id = scene.other.occasion_id = occasion.id
    own = scene.link()
    answer = {
        "pictures": str(scene.mark.id),
        "channels": ["instagram", "website"],
        "scope": str(occasion.id),
    }
    assert client.post(own, data=answer).status_code in (302, 303)
    later = operations.mark(scene.other, scene.sofie)
    assert later.consent is scene.mark.consent
    assert db.session.scalars(select(Withdrawal)).all() == []
    operations.set_occasion(scene.other, "Another one")
    assert later.consent is None


def test_a_reminder_goes_out_once(scene: Scene, app: Flask) -> None:
    assert scene.mark.consent is not None
    scene.mark.consent.until = TODAY + timedelta(days=20)
    scene.mark.consent.given_at = utcnow() - timedelta(days=60)
    short = PersonFactory(organisation=scene.kit.organisation)  # half of it is still to come
    brief = ConsentFactory(person=short, until=scene.mark.consent.until)
    PersonInAssetFactory(asset=scene.other, person=short, consent=brief)
    for _ in range(2):
        jobs.enqueue("remind_of_consents")
        db.session.commit()
        jobs.run_all()
    assert sent(app, "Your yes to pictures ends soon") == ["sofie@example.dk"]
    assert sent(app, "Consents that end soon") == [scene.organiser.email]
    told = app.extensions["mailman"].outbox[-1].body
    assert "Sofie Dahl, until" in told
    assert "has got a reminder" in told
    assert short.name not in told


def test_people_are_erased_when_their_time_is_up(scene: Scene, app: Flask) -> None:
    organisation = scene.kit.organisation
    storage.save("papers/old", b"x", mimetype="image/jpeg")
    old = PersonFactory(organisation=organisation)
    ended = ConsentFactory(person=old, until=TODAY - timedelta(days=800), proof_key="papers/old")
    mark = PersonInAssetFactory(asset=scene.other, person=old, consent=ended)
    silent = PersonFactory(organisation=organisation, asked_at=utcnow() - timedelta(days=91))
    fresh = PersonFactory(organisation=organisation, asked_at=utcnow() - timedelta(days=20))
    gone, kept = {old.id, silent.id}, {fresh.id, scene.sofie.id}
    jobs.enqueue("forget_pictured_people")
    db.session.commit()
    jobs.run_all()
    left = set(db.session.scalars(select(Person.id)))
    assert left & (gone | kept) == kept
    db.session.refresh(mark)
    assert (mark.person_id, mark.consent_id) == (None, None)
    assert not storage.exists("papers/old")
    assert not is_usable(scene.other, TODAY)


def test_a_standing_yes_is_not_erased_by_mistake(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    page = f"{scene.desk}/people/{scene.sofie.id}"
    desk.post(f"{page}/erasure")
    assert db.session.get(Person, scene.sofie.id) is not None
    desk.post(f"{page}/withdrawal")
    desk.post(f"{page}/erasure")
    assert db.session.scalars(select(Person)).all() == []
    assert db.session.scalars(select(PersonLink)).all() == []
    mark = db.session.scalars(select(PersonInAsset)).one()
    assert mark.refused_at is not None  # the no stays with the picture


def test_the_register_finds_people_by_name_and_state(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    organisation, register = scene.kit.organisation, f"{scene.desk}/people"
    waiting = PersonFactory(organisation=organisation, name="Øjvind", asked_at=utcnow())
    PersonInAssetFactory(asset=scene.other, person=waiting)
    no = PersonFactory(organisation=organisation)
    PersonInAssetFactory(asset=scene.asset, person=no, refused_at=utcnow())
    both = PersonFactory(organisation=organisation, name="Ask")
    PersonInAssetFactory(asset=scene.asset, person=both, refused_at=utcnow())
    PersonInAssetFactory(asset=scene.other, person=both, consent=ConsentFactory(person=both))
    over = PersonFactory(organisation=organisation)
    past = ConsentFactory(person=over, until=TODAY - timedelta(days=1))
    PersonInAssetFactory(asset=scene.other, person=over, consent=past)
    PersonFactory(organisation=organisation)
    PersonFactory(name="Stranger")
    db.session.commit()
    people = db.session.scalars(select(Person)).all()
    for one in PersonState:
        found = set(db.session.scalars(select(Person.id).where(queries.in_state(one, TODAY))))
        agreed = {p.id for p in people if one in ("", state.state_of(p, TODAY))}
        assert found == agreed
    assert "Øjvind" in desk.get(f"{register}?search=øjvind").text
    assert "Øjvind" not in desk.get(f"{register}?state=said-no").text
    assert state.state_of(both, TODAY) is PersonState.DIVIDED
    assert "Yes to some, no to others" in desk.get(f"{register}/{both.id}").text
    assert "Stranger" not in desk.get(register).text
    organisation_id = organisation.id
    db.session.expunge_all()
    with count_queries() as few:
        desk.get(register)
    again = db.session.get_one(Organisation, organisation_id)
    for one in PersonFactory.create_batch(4, organisation=again):
        PersonInAssetFactory(person=one, asset__organisation=again)
    db.session.commit()
    db.session.expunge_all()
    with count_queries() as many:
        desk.get(register)
    assert len(few) == len(many)


def test_marking_by_hand_with_a_place_and_without_a_name(
    scene: Scene, app: Flask, desk: AuditingClient
) -> None:
    page = f"{scene.desk}/{scene.other.id}/people"
    desk.post(page, data={"name": "", "x": "30", "y": "40"})
    desk.post(page, data={"person": str(scene.sofie.id)})
    desk.post(page, data={"person": str(scene.sofie.id)})  # twice: still marked once
    marks = queries.marks_in(scene.other)
    assert [(m.person_id, m.x, m.y) for m in marks] == [
        (None, 0.3, 0.4),
        (scene.sofie.id, None, None),
    ]
    assert not is_usable(scene.other, TODAY)
    assert desk.get(page).text.count("Ask for a yes") == 1  # of who has a name
    desk.post(f"{page}/{marks[0].id}/name", data={"name": "Bo Lund"})
    assert {m.person.name for m in queries.marks_in(scene.other) if m.person} == {
        "Bo Lund",
        "Sofie Dahl",
    }
    desk.post(f"{page}/{marks[0].id}/removal")
    assert len(queries.marks_in(scene.other)) == 1
    assert desk.post(page, data={"x": "200", "y": "1"}).status_code == 422
