"""Being erased takes two steps, one's own password or mail, and happens at once."""

import re

import pytest
from sqlalchemy import select

from accounts import passwords
from accounts.enums import Role
from accounts.models import AuditEvent, User
from ambassadors.models import Ambassador
from ambassadors.own_data import operations
from ambassadors.own_data.models import ErasureRequest
from core import jobs
from core.db import db, utcnow
from core.models import Job, OutgoingMail
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory

PASSWORD = "blå cykel i regnvejr"


@pytest.fixture
def ambassador(app):
    place = AmbassadorFactory(user__locale="en", user__name="Kim Holm", cohort__name="Forår")
    place.user.password = passwords.hashed(PASSWORD)
    db.session.commit()
    return place


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def erase_by_password(client, password=PASSWORD):
    client.post("/my/data/erasure", data={"understood": "y"})
    return client.post("/my/data/erasure/password", data={"password": password})


def people():
    return [name for name in db.session.scalars(select(User.name)) if name]


def test_two_steps_and_it_is_done(me, ambassador, run_jobs):
    place_id = ambassador.id
    page = me.get("/my/data/erasure").text
    assert "Former ambassador" in page
    assert "Forår" in page
    step = me.post("/my/data/erasure", data={"understood": "y"})
    assert step.location == "/my/data/erasure/password"
    assert people() == ["Kim Holm"]

    done = me.post("/my/data/erasure/password", data={"password": PASSWORD})

    assert done.location == "/erased"
    assert me.get("/my").status_code == 302  # signed out
    assert "being erased" in me.get("/erased").text
    run_jobs()
    assert people() == []
    place = db.session.get_one(Ambassador, place_id)
    assert place.erased_at is not None
    assert place.user.active is False
    assert list(db.session.scalars(select(AuditEvent.action))) == ["ambassador_erased"]
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_signed_out_on_every_device(me, ambassador, sign_in):
    phone = sign_in(ambassador.user)
    erase_by_password(me)
    assert phone.get("/my/data").status_code == 302


def test_without_the_tick_nothing_begins(me):
    assert "Tick that you know" in me.post("/my/data/erasure").text
    assert db.session.scalars(select(ErasureRequest)).all() == []


def test_a_wrong_password_erases_nothing(me, run_jobs):
    response = erase_by_password(me, "en helt anden")
    assert response.status_code == 200
    assert "That is not your password" in response.text
    run_jobs()
    assert people() == ["Kim Holm"]


def test_guesses_are_limited(me):
    me.post("/my/data/erasure", data={"understood": "y"})
    answers = [
        me.post("/my/data/erasure/password", data={"password": f"gæt {n}"}).status_code
        for n in range(7)
    ]
    assert 429 in answers


def test_the_second_step_needs_the_first(me, run_jobs):
    response = me.post("/my/data/erasure/password", data={"password": PASSWORD})
    assert response.location == "/my/data/erasure"
    run_jobs()
    assert people() == ["Kim Holm"]


def test_a_wish_that_is_too_old_is_begun_again(me):
    me.post("/my/data/erasure", data={"understood": "y"})
    wish = db.session.scalars(select(ErasureRequest)).one()
    wish.expires_at = utcnow()
    db.session.commit()
    response = me.post("/my/data/erasure/password", data={"password": PASSWORD})
    assert "Begin again" in response.text
    assert db.session.scalars(select(Job).where(Job.kind == "erase_person")).all() == []


def test_without_a_password_a_mailed_link_confirms(app, sign_in, outbox):
    person = AmbassadorFactory(user__locale="en", user__name="Bo Dahl").user
    client = sign_in(person)
    client.post("/my/data/erasure", data={"understood": "y"})
    outbox()
    sent = app.extensions["mailman"].outbox[-1]
    assert sent.to == [person.email]
    address = re.search(r"/my/data/erasure/links/\S+", sent.body)[0]
    assert client.get(address).status_code == 200
    assert people() == ["Bo Dahl"]  # opening it erases nothing
    stranger = sign_in(UserFactory(name="Ida Friis"))
    assert stranger.post(address).status_code == 410
    assert client.post(address).location == "/erased"
    jobs.run_all()
    assert people() == ["Ida Friis"]


def test_who_only_works_here_is_told_why_not(app, sign_in):
    member = MembershipFactory(user__locale="en")
    client = sign_in(member.user)
    assert "belongs to your work" in client.get("/my/data/erasure").text
    client.post("/my/data/erasure", data={"understood": "y"})
    assert db.session.scalars(select(ErasureRequest)).all() == []


def test_who_works_here_too_stays_signed_up_for_work(me, ambassador, run_jobs):
    MembershipFactory(
        user=ambassador.user, organisation=ambassador.cohort.organisation, role=Role.ORGANISER
    )
    assert "Your account stays" in me.get("/my/data/erasure").text
    erase_by_password(me)
    run_jobs()
    assert people() == ["Kim Holm"]
    assert db.session.scalars(select(ErasureRequest)).all() == []


def test_a_role_that_is_only_offered_keeps_nobodys_account(me, ambassador, run_jobs):
    offer = MembershipFactory(user=ambassador.user, offered_to="Kim")
    offer.units = [UnitFactory(organisation=offer.organisation)]
    db.session.commit()
    assert "Your account stays" not in me.get("/my/data/erasure").text
    erase_by_password(me)
    run_jobs()
    assert people() == []


def test_all_places_go_at_once_in_every_organisation(me, ambassador, run_jobs):
    AmbassadorFactory(user=ambassador.user)
    erase_by_password(me)
    run_jobs()
    erased = list(db.session.scalars(select(Ambassador)))
    assert all(place.erased_at for place in erased)
    assert len({place.user_id for place in erased}) == 2  # not even these belong together
    assert people() == []


def test_a_killed_erasure_is_finished(me, ambassador, monkeypatch):
    AmbassadorFactory(user=ambassador.user)
    erase_by_password(me)
    whole, calls = operations.erase_place, []

    def dies_at_the_second(place, *, at_own_wish):
        calls.append(place.id)
        if len(calls) == 2:
            raise RuntimeError("killed")
        whole(place, at_own_wish=at_own_wish)

    with monkeypatch.context() as broken:
        broken.setattr(operations, "erase_place", dies_at_the_second)
        jobs.run_all(tolerate_failures=True)
    assert people() == ["Kim Holm"]
    db.session.execute(Job.__table__.update().values(run_after=utcnow()))
    db.session.commit()
    jobs.run_all()
    assert people() == []
