"""A copy of one's own data: asked for once, made as a job, fetched by its owner for a week."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ambassadors.messages.models import Idea
from ambassadors.own_data import operations
from ambassadors.own_data.enums import CopyState
from ambassadors.own_data.models import DataCopy
from core import jobs, storage
from core.db import db, utcnow
from core.models import Job
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.messages import IdeaFactory


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(
        user__locale="en",
        user__name="Kim Holm",
        cohort__name="Holstebro H26",
        channels=["facebook"],
    )


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def only_copy():
    return db.session.scalars(select(DataCopy)).one()


def archive(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response.iter_encoded())))


def test_my_data_is_collected_mailed_about_and_fetched(me, ambassador, outbox):
    IdeaFactory(ambassador=ambassador, text="Show the workshop")
    assert "Collect my data" in me.get("/my/data").text
    me.post("/my/data/copies")
    assert "being collected" in me.get("/my/data").text
    mails = outbox()
    assert [(m.recipient, m.subject) for m in mails] == [
        (ambassador.user.email, "Your data is ready to fetch")
    ]
    page = me.get("/my/data").text
    address = re.search(r'href="(/my/data/copies/[^"]+)"', page)[1]
    response = me.get(address)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "my-data-" in response.headers["Content-Disposition"]
    files = archive(response)
    assert files.testzip() is None
    assert "Show the workshop" in files.read("index.html").decode()
    told = json.loads(files.read("ambassador.json"))
    assert told["Where you take part"][0]["Where do you like to tell?"] == ["Facebook"]
    assert "<script" not in files.read("index.html").decode()


def test_a_copy_speaks_the_persons_language(app, sign_in, run_jobs):
    person = AmbassadorFactory(user__locale="da").user
    sign_in(person).post("/my/data/copies")
    run_jobs()
    files = zipfile.ZipFile(io.BytesIO(storage.read(only_copy().storage_key)))
    assert '<html lang="da">' in files.read("index.html").decode()
    assert "Mine data" in files.read("index.html").decode()


def test_asked_twice_one_copy_is_made(me):
    me.post("/my/data/copies")
    me.post("/my/data/copies")
    assert only_copy().state is CopyState.MAKING
    made = select(func.count()).select_from(Job).where(Job.kind == "copy_own_data")
    assert db.session.scalar(made) == 1


def test_a_copy_is_nobody_elses(me, app, sign_in, run_jobs):
    me.post("/my/data/copies")
    run_jobs()
    address = f"/my/data/copies/{only_copy().id}"
    assert sign_in(UserFactory()).get(address).status_code == 404
    assert app.test_client().get(address).status_code == 302


def test_no_copy_is_made_for_who_may_not_sign_in_any_more(me, ambassador, run_jobs):
    me.post("/my/data/copies")
    ambassador.user.active = False
    db.session.commit()
    run_jobs()
    assert only_copy().state is CopyState.MAKING
    assert only_copy().storage_key is None


def test_a_copy_is_gone_after_a_week(me, run_jobs):
    me.post("/my/data/copies")
    run_jobs()
    copy = only_copy()
    key, address = copy.storage_key, f"/my/data/copies/{copy.id}"
    copy.expires_at = utcnow() - timedelta(minutes=1)
    db.session.commit()
    assert me.get(address).status_code == 404
    jobs.enqueue("delete_old_copies")
    run_jobs()
    assert db.session.scalars(select(DataCopy)).all() == []
    assert not storage.exists(key)


def test_a_copy_that_fails_can_be_asked_for_again(me, ambassador, monkeypatch):
    me.post("/my/data/copies")

    def full(*_: object, **__: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as broken:
        broken.setattr("core.storage_folder.Folder.save", full)
        for _attempt in range(3):
            db.session.execute(Job.__table__.update().values(run_after=utcnow()))
            db.session.commit()
            jobs.run_all(tolerate_failures=True)
    assert only_copy().state is CopyState.FAILED
    assert "Try again" in me.get("/my/data").text
    me.post("/my/data/copies")
    jobs.run_all()
    states = set(db.session.scalars(select(DataCopy.state)))
    assert states == {CopyState.FAILED, CopyState.READY}


def test_staff_fetch_theirs_from_the_account(app, sign_in, run_jobs):
    member = MembershipFactory(user__locale="en")
    client = sign_in(member.user)
    assert "/my/data" in client.get("/account").text
    client.post("/my/data/copies")
    run_jobs()
    files = zipfile.ZipFile(io.BytesIO(storage.read(only_copy().storage_key)))
    assert member.organisation.name in files.read("accounts.json").decode()


def test_the_progress_piece_answers_only_the_page(me):
    assert me.get("/my/data/progress").location == "/my/data"
    me.post("/my/data/copies")
    piece = me.get("/my/data/progress", headers={"HX-Request": "true"})
    assert 'id="copy"' in piece.text


def test_erased_meanwhile_no_copy_is_handed_over(me, ambassador):
    me.post("/my/data/copies")
    place = db.session.merge(ambassador)
    operations.erase_place(place, at_own_wish=True)
    db.session.commit()
    jobs.run_all()
    assert db.session.scalars(select(DataCopy)).all() == []
    assert db.session.scalars(select(Idea)).all() == []
