"""Whatever goes wrong, people get a page and nothing is half done."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy.orm.exc import ObjectDeletedError

from core.db import db


def test_a_missing_page_says_what_to_do(client):
    response = client.get("/there-is-nothing-here")
    assert response.status_code == 404
    assert 'href="/"' in response.text


def test_a_database_that_is_away_is_a_pause_and_no_fault(
    make_app: Callable[..., Flask], tmp_path: Path
):
    app = make_app(database_url=f"sqlite:///{tmp_path / 'gone' / 'tillid.db'}")
    with app.app_context():
        browser = app.test_client()
        with browser.session_transaction() as session:
            session.update({"_user_id": "somebody", "key": "of a session"})
        response = browser.get("/my")
        health = browser.get("/healthz")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "Prøv igen" in response.text
    assert health.status_code == 200


def test_a_database_that_is_moved_away_is_not_made_anew(
    make_app: Callable[..., Flask], tmp_path: Path
):
    path = tmp_path / "tillid.db"
    app = make_app(database_url=f"sqlite:///{path}")
    with app.app_context():
        assert app.test_client().get("/readyz").json["checks"]["database"] == "ok"
        db.engine.dispose()
        path.rename(tmp_path / "away.db")
        answer = app.test_client().get("/readyz")

    assert answer.json["checks"]["database"] == "failed"
    assert not path.exists()


def test_a_fault_shows_no_trace_of_itself(make_app: Callable[..., Flask]):
    app = make_app()
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        raise RuntimeError("secret detail")

    app.add_url_rule("/broken", view_func=broken)
    with app.app_context():
        response = app.test_client().get("/broken")

    assert response.status_code == 500
    assert "secret detail" not in response.text


def test_what_another_took_away_meanwhile_is_no_fault(make_app: Callable[..., Flask]):
    app = make_app()

    def overtaken() -> str:
        raise ObjectDeletedError(None, "taken away between a commit and a look")

    app.add_url_rule("/overtaken", view_func=overtaken)
    with app.app_context():
        assert app.test_client().get("/overtaken").status_code == 409


def test_a_form_without_its_token_is_explained(client):
    response = client.post("/language", data={"language": "en"}, csrf=False)
    assert response.status_code == 400
    assert "<h1>" in response.text


def test_a_garbled_cookie_is_just_a_stranger(client):
    client.set_cookie("tillid", "yesterday.nonsense")
    assert client.get("/").status_code == 200


def test_a_wrong_method_looks_like_a_missing_page(client):
    response = client.put("/privacy")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "<h1>" in response.text
