"""Every form of the product gets what no person would send, and never breaks.

Forms are taken from the permission matrix and filled in as their pages are, then one field at a
time is replaced. A refusal is right, an error of ours (5xx) never is.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy.exc import PendingRollbackError

from core.db import db
from core.extensions import limiter
from tests.client import AuditingClient
from tests.core.permission_matrix import READS, ROWS, Rows
from tests.core.world import Who, World

FORMS = [rows for rows in ROWS if rows.method not in READS]
MEGABYTE = "x" * 1_000_000  # of a letter that needs no coding, or sending it takes a second
ODD = "🦊\u202e\u0000\ud7ff'\"<b>{{ 7 * 7 }}\r\n=1+1"
BAD_TEXT = {
    "nothing": "",
    "odd letters": ODD,
    "a negative number": "-1",
    "too long": "ø" + "x" * 30_000,
}
BAD_CHOICE = {
    "nothing": "",
    "odd letters": ODD,
    "a huge number": "9" * 60,
    "no number": "1e309",
    "an odd day": "0000-13-41",
    "the first day": "0001-01-01",
    "somebody's id": "00000000-0000-0000-0000-000000000000",
}
WRITTEN = {"text", "search", "url", "email", "password"}


def form_name(rows: Rows) -> str:
    return rows.endpoint


def filled_in(page: str, path: str) -> tuple[dict[str, Any], set[str]]:
    """Return the fields of a page's own form with what stands in them, and which are for words."""
    found: dict[str, Any] = {}
    words: set[str] = set()
    for form in BeautifulSoup(page, "html.parser").select("main form[method=post]"):
        if form.get("action") not in (None, "", path):
            continue
        for control in form.select("input[name], textarea[name], select[name]"):
            name = str(control["name"])
            found.setdefault(name, value_of(control))
            if control.name == "textarea" or control.get("type") in WRITTEN:
                words.add(name)
    found.pop("csrf_token", None)
    return found, words


def value_of(control: Tag) -> str:
    if control.name == "textarea":
        return control.get_text()
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    return str(control.get("value", ""))


def variants(usual: dict[str, Any], words: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield forms with one bad field each, and some that are bad all over."""
    yield "no fields at all", {}
    for name in usual:
        for what, bad in (BAD_TEXT if name in words else BAD_CHOICE).items():
            yield f"{name}: {what}", {**usual, name: bad}
        yield f"{name}: twice", {**usual, name: [usual[name], "🦊"]}
        yield f"{name}: left out", {key: value for key, value in usual.items() if key != name}
    for name in list(usual)[:1]:
        yield f"{name}: a megabyte", {**usual, name: MEGABYTE}
    for what, bad in (BAD_TEXT | BAD_CHOICE).items():
        if what != "too long":
            yield f"all: {what}", dict.fromkeys(usual, bad)


@pytest.fixture
def client_of(app: Flask, sign_in: Callable[..., AuditingClient]) -> Callable[..., AuditingClient]:
    def client_of(world: World, who: Who) -> AuditingClient:
        client = app.test_client() if who is Who.ANONYMOUS else sign_in(world.people[who])
        assert isinstance(client, AuditingClient)
        # What the pages look like depends on no database: they are read on one of them.
        client.reads_pages = db.engine.dialect.name == "sqlite"
        return client

    return client_of


@pytest.mark.slow
@pytest.mark.parametrize("rows", FORMS, ids=form_name)
def test_a_form_stands_what_nobody_would_send(
    rows: Rows, app: Flask, client_of: Callable[..., AuditingClient]
) -> None:
    world = World()
    path = rows.path(world)
    client = client_of(world, min(rows.allowed, default=Who.ANONYMOUS))
    page = client.get(path)
    usual, words = filled_in(page.text if page.mimetype == "text/html" else "", path)
    usual |= dict(rows.data(world)) if rows.data else {}

    broken = {
        what: answer
        for what, data in variants(usual, words)
        if (answer := answer_to(client, path, data)) is not None
    }

    assert broken == {}


def answer_to(client: AuditingClient, path: str, data: dict[str, Any]) -> str | None:
    """Return what broke, if something did."""
    limiter.reset()
    try:
        response = client.open(path, method="POST", data=data)
    except PendingRollbackError:
        db.session.rollback()
        return None
    except Exception as error:  # whatever it is, it would have been an error page
        db.session.rollback()
        return f"{type(error).__name__}: {str(error)[:300]}"
    return f"answered {response.status_code}" if response.status_code >= 500 else None
