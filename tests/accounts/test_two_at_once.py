"""Two people press at the very same moment: one thing is done, and nobody is shown a fault."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts import audit, sessions
from accounts.enums import Role
from accounts.models import Membership, Organisation, Unit, User
from core.db import db
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.services import PATIENCE

Press = Callable[..., list[int]]
LIST = "unit;parent\nHou;\nSaksild;Hou\n"


@pytest.fixture
def owners(app: Flask) -> list[User]:
    """Two owners of one organisation, and of another one each."""
    shared = OrganisationFactory(slug="odder")
    made = [MembershipFactory(organisation=shared, role=Role.OWNER).user for _ in range(2)]
    for slug, owner in zip(("ribe", "skive"), made, strict=True):
        MembershipFactory(organisation=OrganisationFactory(slug=slug), user=owner, role=Role.OWNER)
    return made


@pytest.fixture
def press(app: Flask, owners: list[User]) -> Press:
    """Return a function that lets both send a form at once; it returns what they are answered."""
    browsers = [browser_of(app, owner) for owner in owners]
    db.session.commit()

    def together(*sent: tuple[str, dict[str, object]]) -> list[int]:
        db.session.remove()
        ready = Barrier(2)

        def one(number: int) -> int:
            page = browsers[number].get("/account").text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
            path, data = sent[number]
            ready.wait(PATIENCE)
            return browsers[number].post(path, data={**data, "csrf_token": token}).status_code

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(one, range(2)))

    return together


def browser_of(app: Flask, user: User) -> FlaskClient:
    """A browser of its own thread: the checking client keeps one database session."""
    key = sessions.begin(user, user_agent="")
    browser = FlaskClient(app, app.response_class)
    with browser.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier
        session[sessions.KEY] = key
        session["fs_paa"] = time.time()
    return browser


def test_the_last_two_owners_cannot_remove_each_other(owners: list[User], press: Press) -> None:
    first, second = (f"/o/odder/people/{owner.id}/removal" for owner in owners)
    assert press((second, {}), (first, {})) in ([302, 404], [302, 409])
    owning = select(Membership).join(Membership.organisation)
    owning = owning.where(Organisation.slug == "odder", Membership.role == Role.OWNER)
    assert len(db.session.scalars(owning).all()) == 1
    assert all(audit.verify(one) for one in db.session.scalars(select(Organisation)))


def test_what_two_add_at_once_is_added_once(press: Press) -> None:
    person = {"name": "Ny", "email": "ny@example.org", "roles": ["reader"]}
    add, place = "/o/odder/people/new", {"name": "Gylling", "parent": ""}
    assert press((add, person), (add, person)) == [200, 302]
    add = "/o/odder/settings/units/new"
    assert press((add, place), (add, place)) == [200, 302]
    add, rows = "/o/odder/settings/units/import", {"pasted": LIST, "confirmed": "1"}
    assert press((add, rows), (add, rows)) == [302, 302]
    names = db.session.scalars(select(Unit.name)).all()
    assert sorted(names) == ["Gylling", "Hou", "Saksild"]
    trail = db.session.scalars(select(Organisation).where(Organisation.slug == "odder")).one()
    assert audit.verify(trail)


def test_two_organisations_that_add_somebody_new_at_once(press: Press) -> None:
    """No lock of either is held by the other: the address decides, and one is asked to go back."""
    person = {"name": "Ny", "email": "ny@example.org", "roles": ["reader"]}
    answers = press(("/o/ribe/people/new", person), ("/o/skive/people/new", person))
    assert answers in ([302, 302], [302, 409])
    assert len(db.session.scalars(select(User).where(User.email == "ny@example.org")).all()) == 1
