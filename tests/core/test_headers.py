"""Every answer carries the headers that keep browsers from doing what we never ask of them."""

from collections.abc import Callable

import pytest
from flask import Flask, abort, redirect, send_file, session
from flask.testing import FlaskClient

from core.access import Audience, open_to
from core.headers import CONTENT_SECURITY_POLICY, HEADERS
from core.settings import Environment, Settings

POLICY = "; ".join(f"{name} {sources}" for name, sources in CONTENT_SECURITY_POLICY.items())


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    app = make_app()

    @app.get("/t/<int:code>")
    @open_to(Audience.PUBLIC)
    def answer(code: int) -> object:
        if code >= 400:
            abort(code)
        return redirect("/t/200") if code == 302 else ("fine", code)

    @app.get("/t/first")
    @open_to(Audience.PUBLIC)
    def first_visit() -> str:
        session["language"] = "en"
        return "fine"

    @app.get("/t/file")
    @open_to(Audience.PUBLIC)
    def file() -> object:
        return send_file(__file__, mimetype="text/plain")

    app.test_client_class = FlaskClient
    return app.test_client()


@pytest.mark.parametrize(
    "path",
    ["/t/200", "/t/302", "/t/404", "/t/413", "/t/429", "/t/500", "/t/file", "/healthz", "/no"],
)
def test_every_answer_carries_them(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    answer.close()
    headers = answer.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers


def test_the_policy_lets_no_inline_code_and_no_stranger_in() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert CONTENT_SECURITY_POLICY["default-src"] == "'none'"


def test_a_page_seen_with_a_session_is_kept_nowhere(client: FlaskClient) -> None:
    assert "Cache-Control" not in client.get("/t/200").headers
    client.set_cookie("tillid", "anything")
    assert client.get("/t/200").headers["Cache-Control"] == "no-store"
    assert client.get("/t/404").headers["Cache-Control"] == "no-store"


def test_a_page_that_begins_a_session_is_kept_nowhere(client: FlaskClient) -> None:
    answer = client.get("/t/first")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "tillid=" in answer.headers["Set-Cookie"]


def test_static_files_carry_what_files_need(client: FlaskClient) -> None:
    for file in ("css/main.css", "css/tokens.css", "js/main.js"):
        answer = client.get(f"/static/{file}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "max-age=0, public"
        assert "Access-Control-Allow-Origin" not in answer.headers
        answer.close()


def test_production_insists_on_https(make_app: Callable[..., Flask]) -> None:
    app = make_app(environment=Environment.PRODUCTION, base_url="https://tillid.example.dk")
    app.test_client_class = FlaskClient
    headers = app.test_client().get("/healthz").headers
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_pictures_may_come_from_the_sites_own_bucket(make_app: Callable[..., Flask]) -> None:
    app = make_app(storage_url="s3://media", s3_endpoint="https://s3.example.dk")
    app.test_client_class = FlaskClient
    policy = app.test_client().get("/healthz").headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://s3.example.dk;" in policy
    assert "script-src 'self';" in policy


def test_only_trusted_proxies_are_believed(make_app: Callable[..., Flask]) -> None:
    addresses = [_address_seen(make_app(trusted_proxies=hops)) for hops in (0, 1)]
    assert addresses == ["127.0.0.1", "10.0.0.2"]


def _address_seen(app: Flask) -> str:
    @app.get("/t/address")
    @open_to(Audience.PUBLIC)
    def address() -> str:
        from flask import request  # noqa: PLC0415

        return str(request.remote_addr)

    app.test_client_class = FlaskClient
    forged = {"X-Forwarded-For": "10.0.0.1, 10.0.0.2"}
    return app.test_client().get("/t/address", headers=forged).text


def test_settings_are_the_same_object_everywhere(plain_app: Flask) -> None:
    assert isinstance(plain_app.extensions["settings"], Settings)
