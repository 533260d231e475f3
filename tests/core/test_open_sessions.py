"""Whoever is removed while signed in is out with their next request, on every page there is."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from accounts import operations
from accounts.enums import Role
from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from core.db import db, utcnow
from tests.client import AuditingClient
from tests.core.permission_matrix import READS, ROWS
from tests.core.world import STAFF, Who, World

SignIn = Callable[[User], AuditingClient]
TO_SIGN_IN = "/sign-in"
# What somebody has earned and what is known about them stays theirs.
STILL_THEIRS = ("/my/data", "/my/diplomas", "/my/goodbye", "/my/past-season", "/my/season")


def pages_of(who: Who, world: World, prefix: str) -> list[str]:
    """Return the pages that only insiders open, and this person is one of them."""
    paths = {
        rows.path(world)
        for rows in ROWS
        if rows.method in READS and who in rows.allowed and Who.ANONYMOUS not in rows.allowed
    }
    return sorted(path for path in paths if path.startswith(prefix))


@pytest.mark.parametrize("who", sorted(STAFF))
def test_a_removed_member_finds_nothing_with_the_session_they_had(
    app: Flask, sign_in: SignIn, who: Who
) -> None:
    world = World()
    person, pages = world.people[who], pages_of(who, world, "/o/")
    assert len(pages) > 3
    browser = sign_in(person)
    front = browser.get(f"/o/{world.slug}", follow_redirects=True)
    assert front.status_code == 200
    actor = world.people[Who.OWNER] if who is not Who.OWNER else None
    if who is Who.OWNER:  # the last one cannot go
        other = world.people[Who.ORGANISER]
        operations.grant_role(world.organisation, other, Role.OWNER, actor=None)
    operations.remove_person(world.organisation, person, actor=actor)
    db.session.commit()
    answers = {path: browser.get(path).status_code for path in pages}
    assert {path: code for path, code in answers.items() if code != 404} == {}
    sent = browser.post(f"/o/{world.slug}/settings/name", data={"name": "Taken over"})
    assert sent.status_code == 404
    assert browser.get("/account").status_code == 200  # the account is their own


def test_an_ambassador_who_left_finds_only_what_is_their_own(app: Flask, sign_in: SignIn) -> None:
    world = World()
    browser = sign_in(world.people[Who.AMBASSADOR])
    assert browser.get("/my").status_code == 200
    pages = pages_of(Who.AMBASSADOR, world, "/my/")
    assert len(pages) > 20
    world.ambassador.status, world.ambassador.left_at = AmbassadorStatus.LEFT, utcnow()
    db.session.commit()
    shown = {path for path in pages if browser.get(path).status_code == 200}
    assert {path for path in shown if not path.startswith(STILL_THEIRS)} == set()


def test_a_closed_account_is_led_to_sign_in_from_everywhere(app: Flask, sign_in: SignIn) -> None:
    world = World()
    for who, prefix in ((Who.OWNER, "/o/"), (Who.AMBASSADOR, "/my"), (Who.OWNER, "/account")):
        pages = pages_of(who, world, prefix)
        assert pages
        person = world.people[who]
        browser, person.active = sign_in(person), False
        db.session.commit()
        places = {path: urlsplit(browser.get(path).location or "").path for path in pages}
        assert {path: place for path, place in places.items() if place != TO_SIGN_IN} == {}
        person.active = True
