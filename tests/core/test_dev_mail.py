"""While developing, outgoing mail can be read in the browser; nowhere else."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core import jobs, mail
from core.db import db
from core.settings import Environment


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app(environment=Environment.DEVELOPMENT)
    with app.app_context():
        db.create_all()
        yield app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def send(site: Flask, subject: str) -> str:
    """Send a mail, newer than all before it, and return the name of its file."""
    folder = site.extensions["settings"].data / "outbox"
    before = set(folder.glob("*.eml"))
    for file in before:
        os.utime(file, (0, 0))
    calendar = {
        "filename": "åbent hus.ics",
        "mimetype": "text/calendar",
        "text": "BEGIN:VCALENDAR\nEND:VCALENDAR",
    }
    body = "Velkommen, <b>Søren</b>: http://localhost/join/odder"
    mail.queue(
        to="freja@example.dk", subject=subject, body=body, locale="da", attachments=[calendar]
    )
    db.session.commit()
    jobs.run_all()
    (new,) = set(folder.glob("*.eml")) - before
    return new.name


def test_an_empty_outbox_says_so(client: FlaskClient) -> None:
    answer = client.get("/dev/mail/")
    assert answer.status_code == 200
    assert "/dev/mail/2" not in answer.text


def test_mails_are_listed_newest_first_and_can_be_read(site: Flask, client: FlaskClient) -> None:
    send(site, "Først på året")
    name = send(site, "Sidst på året")
    listed = client.get("/dev/mail/").text
    assert listed.index("Sidst på året") < listed.index("Først på året")
    assert f"/dev/mail/{name}" in listed
    shown = client.get(f"/dev/mail/{name}").text
    assert "&lt;b&gt;Søren&lt;/b&gt;" in shown
    assert 'href="http://localhost/join/odder"' in shown
    assert "åbent hus.ics" in shown
    assert "BEGIN:VCALENDAR" in shown


@pytest.mark.parametrize("name", ["none.eml", "secret_key", "..%2fsecret_key", "%2e%2e/secret_key"])
def test_nothing_else_can_be_read(client: FlaskClient, name: str) -> None:
    assert client.get(f"/dev/mail/{name}").status_code == 404


@pytest.mark.parametrize("environment", [Environment.TESTING, Environment.PRODUCTION])
def test_elsewhere_the_pages_do_not_exist(
    make_app: Callable[..., Flask], environment: Environment
) -> None:
    app = make_app(environment=environment, base_url="https://localhost")
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev/")]
