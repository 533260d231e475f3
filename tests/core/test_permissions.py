"""Everybody knocks on every door: the answers are those of the permission matrix."""

from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

from core.db import db
from core.extensions import limiter
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
# Who is refused changes nothing, which is asserted, and neither does reading: doors of
# one blueprint share one.
CHANGES = [(rows, who) for rows in ROWS if rows.method not in READS for who in sorted(rows.allowed)]
BEHIND: dict[str, list[Rows]] = {}  # by the blueprint that opens these doors
for row in ROWS:
    BEHIND.setdefault(row.endpoint.split(".")[0], []).append(row)


def case_name(value: object) -> str:
    if isinstance(value, Rows):
        return f"{value.endpoint} {value.method}"
    return str(value)


@pytest.fixture
def world(app: Flask) -> World:
    return World()


@pytest.fixture
def client_of(
    world: World, app: Flask, sign_in: Callable[..., AuditingClient]
) -> Callable[[Who], AuditingClient]:
    """Return a function that gives the browser of each of them, signed in once."""
    made: dict[Who, AuditingClient] = {}

    def client_of(who: Who) -> AuditingClient:
        if who not in made:
            client = app.test_client() if who is Who.ANONYMOUS else sign_in(world.people[who])
            assert isinstance(client, AuditingClient)
            made[who] = client
        return made[who]

    return client_of


@pytest.fixture
def knock(world: World, client_of: Callable[[Who], AuditingClient]) -> Callable[..., TestResponse]:
    def knock(rows: Rows, who: Who, *, csrf: bool = True) -> TestResponse:
        path = rows.path(world)
        data = rows.data(world) if rows.data else None
        client = client_of(who)
        db.session.commit()
        limiter.reset()
        ledger.writes.clear()  # from here on every write is the page's
        return client.open(path, method=rows.method, data=data, csrf=csrf)

    return knock


@pytest.mark.parametrize(("rows", "who"), CHANGES, ids=case_name)
def test_who_may_change_something_can(
    rows: Rows, who: Who, world: World, knock: Callable[..., TestResponse]
) -> None:
    path = urlsplit(rows.path(world)).path
    assert is_answered_as_said(rows, who, path, knock(rows, who)) == ""


@pytest.mark.parametrize("blueprint", BEHIND)
def test_everybody_else_is_answered_as_the_matrix_says(
    blueprint: str, world: World, knock: Callable[..., TestResponse]
) -> None:
    wrong = {}
    for rows, who in product(BEHIND[blueprint], Who):
        if rows.method not in READS and who in rows.allowed:
            continue
        path = urlsplit(rows.path(world)).path
        said = is_answered_as_said(rows, who, path, knock(rows, who))
        if who not in rows.allowed and ledger.writes:
            said += "was refused and changed something"
        if said:
            wrong[case_name(rows), who.value] = said
    assert wrong == {}


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


@pytest.mark.parametrize("blueprint", BEHIND)
def test_another_organisations_things_are_not_found(
    blueprint: str, world: World, app: Flask, client_of: Callable[[Who], AuditingClient]
) -> None:
    """One's own organisation in the address, somebody else's thing behind it."""
    urls, mirror = app.url_map.bind("localhost"), world.mirror()
    wrong = {}
    for rows in BEHIND[blueprint]:
        if Who.ANONYMOUS in rows.allowed:
            continue
        for name, path in swapped(rows, urls, world, mirror):
            for who in sorted(rows.allowed & (STAFF | COHORT)):
                limiter.reset()
                data = rows.data(world) if rows.data else None
                code = client_of(who).open(path, method=rows.method, data=data).status_code
                if code not in rows.foreign:
                    wrong[case_name(rows), name, who.value] = code
    assert wrong == {}


def swapped(rows: Rows, urls: MapAdapter, world: World, mirror: World) -> Iterator[tuple[str, str]]:
    """Yield the address with one name after the other taken from the other organisation."""
    _endpoint, own = urls.match(urlsplit(rows.path(world)).path, method=rows.method)
    _endpoint, others = urls.match(urlsplit(rows.path(mirror)).path, method=rows.method)
    for name in own:
        if name not in PREFIXES and own[name] != others[name]:
            parts = {**own, name: others[name]}
            yield name, urls.build(rows.endpoint, parts, method=rows.method)


@pytest.mark.parametrize("blueprint", BEHIND)
def test_a_forged_request_is_refused(blueprint: str, knock: Callable[..., TestResponse]) -> None:
    wrong = {}
    for rows in BEHIND[blueprint]:
        if rows.method in READS or not rows.protected:
            continue
        answer = knock(rows, min(rows.allowed, default=Who.ANONYMOUS), csrf=False)
        if answer.status_code != 400 or ledger.writes:
            wrong[case_name(rows)] = (answer.status_code, ledger.writes[:1])
    assert wrong == {}


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
