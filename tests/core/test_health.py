"""Two pages for machines: is it alive, and can it work?"""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from campaigns.tracking.spool import note_folded
from core import health
from core.settings import Settings


def test_a_living_process_says_so(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_site_that_can_work_says_of_what_it_made_sure(
    client: FlaskClient, settings: Settings
) -> None:
    note_folded(settings.data / "spool", settings.node)  # others leave clicks in it uncounted
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert {"database", "storage", "queue"} <= set(answer.json["checks"])
    assert set(answer.json["checks"].values()) == {"ok"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_part_that_does_not_work_is_named_and_nothing_else_is_told(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError("/srv/secret/place is full")

    monkeypatch.setitem(app.extensions, "health_checks", dict(app.extensions["health_checks"]))
    health.add_check(app, "spool", full)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert (answer.json["checks"]["spool"], answer.json["checks"]["database"]) == ("failed", "ok")
    assert "secret" not in answer.text
