"""An answer to everybody a search finds, over all pages of the list."""

import html
import re
import uuid

import pytest
from flask_babel import gettext
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.enums import CohortStatus
from ambassadors.joining.applications import queries
from ambassadors.joining.applications.jobs import NOT_OPEN
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.models import Application, Decision
from core import jobs
from core.db import db
from tests.ambassadors.joining.test_decisions import path, send
from tests.factories.accounts import MembershipFactory
from tests.factories.joining import ApplicationFactory, JoinPageFactory

MATCHING = 52  # on two pages


@pytest.fixture
def page(app):
    page = JoinPageFactory()
    ApplicationFactory.create_batch(MATCHING, page=page, why="På havnen")
    ApplicationFactory(page=page, name="Andetsteds", why="I skoven")
    ApplicationFactory(page=page, name="Besvaret", why="havn", state=ApplicationState.DECLINED)
    ApplicationFactory(name="Fremmed", why="På havnen")
    return page


@pytest.fixture
def client(sign_in, page):
    organisation = page.cohort.organisation
    return sign_in(MembershipFactory(organisation=organisation, role=Role.ORGANISER).user)


def accepted():
    was = Application.state == ApplicationState.ACCEPTED
    return db.session.scalars(select(Application).where(was)).all()


def ids_on(shown):
    return re.findall(r'name="chosen" value="([\w-]+)"', shown)


def test_all_that_match_are_answered_and_nobody_else(client, page):
    shown = client.get(path(page, "?q=havn&chosen=all")).text
    assert f"Vælg alle {MATCHING}, der passer" in shown
    assert "Alle 52, der passer, er valgt" in client.get(path(page, "?q=havn&chosen=matching")).text

    begun = client.post(
        path(page, "/decisions?q=havn"), data={"verdict": "accept", "matching": "1"}
    ).text
    late = ApplicationFactory(page=page, why="Også på havnen")
    assert "og 32 mere" in begun
    people = [db.session.get(Application, uuid.UUID(one)) for one in ids_on(begun)]
    send(client, page, people)

    assert len(accepted()) == MATCHING
    assert {one.why for one in accepted()} == {"På havnen"}
    assert late.state is ApplicationState.RECEIVED


def test_more_than_can_be_answered_at_once_are_answered_in_turns(client, page, monkeypatch):
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 51)
    assert "De første 51 af dem" in client.get(path(page, "?q=havn&chosen=matching")).text
    form = {"verdict": "decline", "matching": "1"}
    begun = client.post(path(page, "/decisions?q=havn"), data=form).text
    assert len(ids_on(begun)) == 51


def test_mails_that_could_not_leave_are_shown_with_the_reason_and_tried_again(
    client, page, run_jobs
):
    people = ApplicationFactory.create_batch(2, page=page)
    page.cohort.status = CohortStatus.OPEN
    send(client, page, people)
    decision = db.session.scalars(select(Decision)).one()
    at, status = path(page, f"/decisions/{decision.id}/mails"), page.cohort.status
    page.cohort.status = CohortStatus.ENDED
    client.post(at)
    jobs.run_all(tolerate_failures=True)
    for shown in (client.get(path(page)).text, client.get(at, headers={"HX-Request": "true"}).text):
        assert "2 mails er ikke sendt endnu" in shown
        assert "Prøv igen" in shown
        assert str(gettext(NOT_OPEN)) in html.unescape(shown)
    page.cohort.status = status
    client.post(at)
    assert "hx-get" in client.get(at, headers={"HX-Request": "true"}).text
    run_jobs()
    assert "Alle mails er på vej" in client.get(at, headers={"HX-Request": "true"}).text
    assert {one.mailed_at is not None for one in people} == {True}
