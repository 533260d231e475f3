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
INSIDERS = [
    (rows, who)
    for rows in ROWS
    if Who.ANONYMOUS not in rows.allowed
    for who in sorted(rows.allowed & (STAFF | COHORT))
]
CASES = [(rows, who) for rows in ROWS for who in Who]


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


@pytest.mark.parametrize(("rows", "who"), CASES, ids=case_name)
def test_everybody_is_answered_as_the_matrix_says(
    rows: Rows, who: Who, world: World, knock: Callable[..., TestResponse]
) -> None:
    path = urlsplit(rows.path(world)).path

    response = knock(rows, who)

    assert response.status_code in rows.expected(who, path), response.headers.get("Location")
    if who in rows.allowed and not rows.endpoint.startswith("security."):
        assert urlsplit(response.location or "").path not in SIGN_IN_PAGES
    if who not in rows.allowed:
        assert ledger.writes == [], "somebody who was refused changed something"
    if who is Who.ANONYMOUS and who not in rows.allowed and rows.anonymous == TO_SIGN_IN:
        assert urlsplit(response.location or "").path in SIGN_IN_PAGES


@pytest.mark.parametrize(("rows", "who"), INSIDERS, ids=case_name)
def test_another_organisations_things_are_not_found(
    rows: Rows, who: Who, world: World, app: Flask, sign_in: Callable[..., AuditingClient]
) -> None:
    """One's own organisation in the address, somebody else's thing behind it."""
    urls = app.url_map.bind("localhost")
    _endpoint, own = urls.match(urlsplit(rows.path(world)).path, method=rows.method)
    _endpoint, others = urls.match(urlsplit(rows.path(world.mirror())).path, method=rows.method)
    swapped = [name for name in own if name not in PREFIXES and own[name] != others[name]]
    data = rows.data(world) if rows.data else None
    client = sign_in(world.people[who])

    answers = {
        name: client.open(
            urls.build(rows.endpoint, {**own, name: others[name]}, method=rows.method),
            method=rows.method,
            data=data,
        ).status_code
        for name in swapped
    }

    assert {name: code for name, code in answers.items() if code not in rows.foreign} == {}


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
