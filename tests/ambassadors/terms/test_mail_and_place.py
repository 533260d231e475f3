"""Languages, function, quiet hours and mail: each saved on its own, each at once."""

import pytest
from sqlalchemy import select

from ambassadors.enums import MailDigest
from ambassadors.models import Ambassador
from core.db import db
from core.models import Job
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def stored():
    db.session.expire_all()
    return db.session.scalars(select(Ambassador)).one()


def test_the_page_says_what_each_change_does(me):
    assert "news and reminders wait until the quiet hours are over" in me.get("/my/terms").text


def test_languages_may_be_chosen_and_left_open(me):
    me.post("/my/terms/telling", data={"tells_in": ["en"]})
    assert stored().tells_in == ["en"]
    me.post("/my/terms/telling", data={"no": "tick"})
    assert stored().tells_in == []


def test_function_and_unit_are_her_own(me, ambassador):
    unit = UnitFactory(organisation=ambassador.cohort.organisation)
    foreign = UnitFactory()
    me.post("/my/terms/function", data={"function": " HR ", "unit": str(unit.id)})
    assert (stored().function, stored().unit_id) == ("HR", unit.id)
    page = me.post("/my/terms/function", data={"function": "HR", "unit": str(foreign.id)})
    assert "Error:" in page.text
    me.post("/my/terms/function", data={"function": "", "unit": ""})
    assert (stored().function, stored().unit_id) == ("", None)


def test_quiet_hours_are_hours_of_the_day(me):
    me.post("/my/terms/quiet", data={"quiet_from": "22", "quiet_until": "6"})
    assert (stored().quiet_from, stored().quiet_until) == (22, 6)
    assert "Error:" in me.post("/my/terms/quiet", data={"quiet_from": "24"}).text


def test_what_has_gathered_comes_when_mails_come_at_once_again(me):
    me.post("/my/terms/mail", data={"mail_digest": "weekly"})
    assert stored().mail_digest is MailDigest.WEEKLY
    me.post("/my/terms/mail", data={"mail_digest": "at_once"})
    assert db.session.scalars(select(Job.kind)).all() == ["send_gathered"]
