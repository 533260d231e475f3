"""The whole way through the product: followed, counted, folded; and what an unknown code shows."""

from sqlalchemy import select

from campaigns.models import Participation
from campaigns.tracking import jobs
from campaigns.tracking.targets import Unavailable
from core.db import db
from tests.client import AuditingClient
from tests.factories.campaigns import LinkFactory

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"}


def test_a_followed_link_reaches_the_totals(client: AuditingClient):
    link = LinkFactory(target="/e/open-house")
    for _ in range(3):
        answer = client.get(f"/r/{link.code.lower()}", headers=PHONE)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/e/open-house")
    jobs.fold_clicks()
    query = select(Participation.clicks).where(Participation.id == link.participation_id)
    assert db.session.scalar(query) == 3


def test_an_unknown_code_shows_a_page_and_not_an_error(client: AuditingClient):
    assert client.get("/r/NEW234", headers=PHONE).status_code == 404
    assert client.get("/r/not-a-code", headers=PHONE).status_code == 404


def test_an_unknown_code_is_asked_to_come_back_while_the_database_is_away(
    client: AuditingClient, app, monkeypatch
):
    def away(code: str) -> str | None:
        raise Unavailable

    targets = app.extensions["tracked_links"].targets
    monkeypatch.setattr(targets, "_find", away)
    monkeypatch.setattr(targets, "_away_until", 0.0)  # forgotten again before the next test
    assert client.get("/r/NEW234", headers=PHONE).status_code == 503


def test_a_link_cannot_be_posted_to(client: AuditingClient):
    link = LinkFactory(target="/e/open-house")
    assert client.post(f"/r/{link.code}", headers=PHONE).status_code == 405
