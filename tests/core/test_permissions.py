"""Everybody knocks on every door: the answers are those of the permission matrix."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from core.db import db
from tests.client import AuditingClient
from tests.core.permission_matrix import READS, ROWS, TO_SIGN_IN, Rows
from tests.core.world import COHORT, STAFF, Who, World
from tests.queries import ledger

SIGN_IN_PAGES = {"/sign-in", "/login"}
# Files of the product itself and pages of libraries that bring their own guard.
WITHOUT_ROWS = {"static"}
# Parts of an address that name no row of the database.
PREFIXES = {"organisation", "locale", "format", "step", "size", "channel", "name"}
# What somebody is allowed may change the world, so each of those knocks has a world of its own.
# Who is refused changes nothing, which is asserted, and neither does reading: they share one.
CHANGES = [(rows, who) for rows in ROWS if rows.method not in READS for who in sorted(rows.allowed)]
INSIDE = [rows for rows in ROWS if Who.ANONYMOUS not in rows.allowed]


def case_name(value: object) -> str:
    if isinstance(value, Rows):
        return f"{value.endpoint} {value.method}"
    return str(value)


@pytest.fixture
def world(app: Flask) -> World:
    return World()


@pytest.fixture
def knock(
    world: World, app: Flask, sign_in: Callable[..., AuditingClient]
) -> Callable[..., TestResponse]:
    def knock(rows: Rows, who: Who, *, csrf: bool = True) -> TestResponse:
        path = rows.path(world)
        data = rows.data(world) if rows.data else None
        client = app.test_client() if who is Who.ANONYMOUS else sign_in(world.people[who])
        assert isinstance(client, AuditingClient)
        db.session.commit()
        ledger.writes.clear()  # from here on every write is the page's
        return client.open(path, method=rows.method, data=data, csrf=csrf)

    return knock


@pytest.mark.parametrize(("rows", "who"), CHANGES, ids=case_name)
def test_who_may_change_something_can(
    rows: Rows, who: Who, world: World, knock: Callable[..., TestResponse]
) -> None:
    path = urlsplit(rows.path(world)).path
    assert is_answered_as_said(rows, who, path, knock(rows, who)) == ""


@pytest.mark.parametrize("rows", ROWS, ids=case_name)
def test_everybody_else_is_answered_as_the_matrix_says(
    rows: Rows, world: World, knock: Callable[..., TestResponse]
) -> None:
    path = urlsplit(rows.path(world)).path
    wrong = {}
    for who in Who:
        if rows.method not in READS and who in rows.allowed:
            continue
        wrong[who.value] = is_answered_as_said(rows, who, path, knock(rows, who))
        if who not in rows.allowed and ledger.writes:
            wrong[who.value] += "was refused and changed something"
    assert {who: what for who, what in wrong.items() if what} == {}


def is_answered_as_said(rows: Rows, who: Who, path: str, response: TestResponse) -> str:
    """Say what is wrong with an answer, or nothing."""
    place = urlsplit(response.location or "").path
    if response.status_code not in rows.expected(who, path):
        return f"{response.status_code} {place}"
    if who in rows.allowed and not rows.endpoint.startswith("security.") and place in SIGN_IN_PAGES:
        return f"was sent to {place}"
    to_sign_in = who not in rows.allowed and rows.anonymous == TO_SIGN_IN
    if who is Who.ANONYMOUS and to_sign_in and place not in SIGN_IN_PAGES:
        return f"was not asked to sign in but sent to {place!r}"
    return ""


@pytest.mark.parametrize("rows", INSIDE, ids=case_name)
def test_another_organisations_things_are_not_found(
    rows: Rows, world: World, app: Flask, sign_in: Callable[..., AuditingClient]
) -> None:
    """One's own organisation in the address, somebody else's thing behind it."""
    urls = app.url_map.bind("localhost")
    _endpoint, own = urls.match(urlsplit(rows.path(world)).path, method=rows.method)
    _endpoint, others = urls.match(urlsplit(rows.path(world.mirror())).path, method=rows.method)
    swapped = [name for name in own if name not in PREFIXES and own[name] != others[name]]
    data = rows.data(world) if rows.data else None
    insiders = sorted(rows.allowed & (STAFF | COHORT)) if swapped else []

    answers = {
        (who.value, name): sign_in(world.people[who])
        .open(
            urls.build(rows.endpoint, {**own, name: others[name]}, method=rows.method),
            method=rows.method,
            data=data,
        )
        .status_code
        for who in insiders
        for name in swapped
    }

    assert {case: code for case, code in answers.items() if code not in rows.foreign} == {}


@pytest.mark.parametrize(
    "rows", [r for r in ROWS if r.method not in READS and r.protected], ids=case_name
)
def test_a_forged_request_is_refused(rows: Rows, knock: Callable[..., TestResponse]) -> None:
    who = min(rows.allowed, default=Who.ANONYMOUS)

    response = knock(rows, who, csrf=False)

    assert response.status_code == 400
    assert ledger.writes == []


def test_every_route_is_in_the_matrix(plain_app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in plain_app.url_map.iter_rules()
        if rule.endpoint not in WITHOUT_ROWS
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes - {(rows.endpoint, rows.method) for rows in ROWS} == set()


def test_every_row_belongs_to_a_route(plain_app: Flask) -> None:
    known = {rule.endpoint for rule in plain_app.url_map.iter_rules()}
    assert {rows.endpoint for rows in ROWS} - known == set()


def test_no_two_rows_speak_for_the_same_door() -> None:
    doors = [(rows.endpoint, rows.method) for rows in ROWS]
    assert [door for door in set(doors) if doors.count(door) > 1] == []
