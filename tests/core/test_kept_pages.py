"""A page kept for strangers is the page itself, with each stranger's own token in its forms."""

import re
from collections.abc import Callable

import pytest
from flask import Flask, flash, get_flashed_messages, redirect, session
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from core.access import Audience, open_to
from core.kept_pages import keep_for_strangers
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory

TOKEN = re.compile(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


@pytest.fixture
def written() -> list[str]:
    """What the trial page below was written for, one entry for each time."""
    return []


@pytest.fixture
def trial(make_app: Callable[..., Flask], written: list[str]) -> Flask:
    app = make_app()

    @app.get("/t/page")
    @open_to(Audience.PUBLIC)
    @keep_for_strangers
    def page() -> str:
        written.append(_("Sign in"))
        return f"{written[-1]} {generate_csrf()} {get_flashed_messages()} {generate_csrf()}."

    @app.get("/t/flash")
    @open_to(Audience.PUBLIC)
    def leave_message() -> object:
        flash("Hello")
        return redirect("/t/page")

    @app.get("/t/second-step")
    @open_to(Audience.PUBLIC)
    def begin_second_step() -> str:
        session["tf_state"] = "ready"
        return "begun"

    app.test_client_class = None
    return app


@pytest.mark.parametrize("wanted", ["da", "en"])
def test_a_kept_page_is_the_written_page_but_for_the_tokens(app: Flask, wanted: str) -> None:
    app.extensions["kept_pages"].clear()
    first, second = (
        app.test_client().get("/sign-in", headers={"Accept-Language": wanted})
        for _visit in range(2)
    )
    assert ("", "/sign-in", wanted) in app.extensions["kept_pages"]
    assert f'lang="{wanted}"' in second.text
    assert TOKEN.sub("", first.text) == TOKEN.sub("", second.text)
    first_tokens, second_tokens = (set(TOKEN.findall(page.text)) for page in (first, second))
    assert len(first_tokens) == len(second_tokens) == 1
    assert first_tokens != second_tokens
    unlike = {"Set-Cookie", "X-Request-ID"}
    first_headers, second_headers = (
        {name: value for name, value in page.headers if name not in unlike}
        for page in (first, second)
    )
    assert first_headers == second_headers


def test_the_token_of_a_kept_page_is_accepted_from_its_visitor_only(
    client: AuditingClient, app: Flask
) -> None:
    client.get("/sign-in")
    token = TOKEN.findall(client.get("/sign-in").text)[0]
    change = {"csrf_token": token, "language": "en", "next": "/sign-in"}
    assert client.post("/language", data=change, csrf=False).status_code == 302
    assert app.test_client().post("/language", data=change, csrf=False).status_code == 400


def test_a_visitor_who_changes_the_language_sees_it_changed(client: AuditingClient) -> None:
    assert '<html lang="da"' in client.get("/sign-in").text
    client.post("/language", data={"language": "en"})
    assert '<html lang="en"' in client.get("/sign-in").text


def test_what_somebody_typed_and_what_was_wrong_with_it_is_shown_to_them_alone(
    client: AuditingClient, app: Flask
) -> None:
    client.get("/sign-in")
    refused = client.post("/sign-in", data={"email": "anna@example.org", "password": "wrong"})
    assert "anna@example.org" in refused.text
    assert "error-summary" in refused.text
    for page in (client.get("/sign-in"), app.test_client().get("/sign-in")):
        assert "anna@example.org" not in page.text
        assert "error-summary" not in page.text


def test_where_to_go_next_is_kept_for_nobody_else(client: AuditingClient, app: Flask) -> None:
    assert 'value="/account"' in client.get("/sign-in?next=/account").text
    assert 'value="/account"' not in app.test_client().get("/sign-in").text


def test_nobody_says_for_others_where_the_product_lies(app: Flask) -> None:
    app.extensions["kept_pages"].clear()
    page = app.test_client().get("/sign-in", environ_overrides={"SCRIPT_NAME": "/under"})
    assert 'href="/under/' in page.text
    assert "/under/" not in app.test_client().get("/sign-in").text


def test_who_is_signed_in_is_sent_on(
    client: AuditingClient, sign_in: Callable[..., AuditingClient]
) -> None:
    client.get("/sign-in")
    assert sign_in(UserFactory()).get("/sign-in").status_code == 302


def test_a_page_is_written_once_in_each_language(trial: Flask, written: list[str]) -> None:
    for wanted in ["da", "en", "da", "en"]:
        trial.test_client().get("/t/page", headers={"Accept-Language": wanted})
    assert written == ["Log ind", "Sign in"]


@pytest.mark.parametrize("detour", ["/t/flash", "/t/second-step"])
def test_a_session_with_something_to_show_gets_a_page_of_its_own(
    trial: Flask, written: list[str], detour: str
) -> None:
    visitor = trial.test_client()
    visitor.get("/t/page")
    visitor.get(detour)
    assert ("Hello" in visitor.get("/t/page").text) is (detour == "/t/flash")
    assert len(written) == 2
    assert "Hello" not in trial.test_client().get("/t/page").text
    assert len(written) == 2


def test_a_question_in_the_address_gets_a_page_of_its_own(trial: Flask, written: list[str]) -> None:
    trial.test_client().get("/t/page?next=/here")
    trial.test_client().get("/t/page?next=/there")
    assert len(written) == 2
    assert trial.extensions["kept_pages"] == {}


def test_nothing_is_kept_while_templates_are_being_changed(
    trial: Flask, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "debug", True)
    for _visit in range(2):
        trial.test_client().get("/t/page")
    assert len(written) == 2
