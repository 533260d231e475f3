"""pretix: its notifications are hints, its own answers count, and only those of the shop's."""

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent
from campaigns.outcomes import recounting
from campaigns.outcomes.models import Correction, Outcome
from campaigns.outcomes.webhooks.enums import Verdict
from campaigns.outcomes.webhooks.models import PretixShop, WebhookDelivery
from campaigns.outcomes.webhooks.pretix.orders import NotAnOrder, order_of
from core import jobs, outgoing, sealing
from core.db import db
from core.settings import current_settings
from tests.campaigns.outcomes.imports.lists import a_goal, totals

TOKEN = "e1l6gq2ye72thbwkacj7jbri7a7tvxe614ojv8ybureain92ocub46t5gab5966k"
EVENT = "/api/v1/organizers/via/events/openday/"


def order(code: str, status: str, day: int, answers: tuple[str, ...] = (), **more: Any) -> dict:
    """An order as pretix documents it, with what we are not to keep."""
    position = {
        "positionid": 1,
        "attendee_name": "Åse Sørensen",
        "canceled": False,
        "answers": [{"question_identifier": "K", "answer": answer} for answer in answers],
    }
    return {
        "code": code,
        "event": "openday",
        "status": status,
        "testmode": False,
        "email": "aase@example.dk",
        "datetime": "2026-02-01T10:00:00+01:00",
        "last_modified": f"2026-02-{day:02}T10:00:00Z",
        "total": "50.00",
        "refunds": [],
        "positions": [position],
        **more,
    }


class Stub:
    """pretix' own interface, as its documentation describes it."""

    def __init__(self) -> None:
        self.orders: dict[str, dict] = {}
        self.asked: list[str] = []
        self.broken = 0

    def answer(self, path: str, token: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if self.broken:
            self.broken -= 1
            return 503, b"busy"
        if token != f"Token {TOKEN}":
            return 401, b"{}"
        if path == EVENT:
            return 200, b'{"slug": "openday"}'
        code = path.removeprefix(f"{EVENT}orders/").rstrip("/")
        found = self.orders.get(code)
        return (200, json.dumps(found).encode()) if found else (404, b"{}")


@pytest.fixture
def pretix() -> Iterator[tuple[Stub, str]]:
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = stub.answer(self.path, self.headers["Authorization"])
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield stub, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def inside(app, monkeypatch) -> None:
    monkeypatch.setattr(current_settings(), "inner_hosts", "127.0.0.1")
    monkeypatch.setattr(current_settings(), "job_retry_seconds", 0.0)


def connect(client, goal, address: str, **more: str) -> Any:
    campaign = goal.campaign
    data = {
        "name": "Tickets",
        "goal": str(goal.id),
        "base_url": f"{address}/",
        "organizer": "via",
        "event": "openday",
        "token": TOKEN,
        **more,
    }
    page = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/connections/pretix"
    return client.post(page, data=data)


def hint(client, shop_address: str, code: str, **more: object) -> dict:
    message = {
        "notification_id": 123455,
        "organizer": "via",
        "event": "openday",
        "code": code,
        "action": "pretix.event.order.paid",
        **more,
    }
    answer = client.post(shop_address, json=message)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_orders_count_as_pretix_says_however_often_it_is_told(
    inside, sign_in, client, pretix, run_jobs
):
    stub, address = pretix
    goal, organiser = a_goal()
    desk = sign_in(organiser.user)
    page = connect(desk, goal, address).location
    run_jobs()
    shop = db.session.scalars(select(PretixShop)).one()
    assert TOKEN not in shop.sealed_token
    assert "pretix answers" in desk.get(page).text
    assert TOKEN not in desk.get(page).text
    hook = f"/webhooks/{shop.webhook_id}/pretix"

    stub.orders = {
        "AAAAA": order("AAAAA", "p", 3, ("ja tak", "kvarta")),
        "BBBBB": order("BBBBB", "n", 3),
        "CCCCC": order("CCCCC", "p", 3, ("KVARTB",), testmode=True),
    }
    for _again in range(3):
        for code in ("AAAAA", "BBBBB", "CCCCC", "DDDDD"):
            assert hint(client, hook, code) == {"result": "asked"}
    assert hint(client, hook, "AAAAA", event="another") == {"result": "not_ours"}
    assert hint(client, hook, "../../../me") == {"result": "not_ours"}
    assert client.post(hook, data=b"[").status_code == 422
    stub.broken = 1  # one passing fault, tried again
    jobs.run_all(tolerate_failures=True)
    verdicts = {
        one.message_id: (one.verdict, one.times)
        for one in db.session.scalars(select(WebhookDelivery))
    }
    assert verdicts == {
        "pretix AAAAA": (Verdict.COUNTED, 3),
        "pretix BBBBB": (Verdict.COUNTED, 3),
        "pretix CCCCC": (Verdict.TEST, 3),
        "pretix DDDDD": (Verdict.NOT_FOUND, 3),
    }
    assert totals(goal) == (1, 1)  # BBBBB came by itself
    kept = {one.external_ref: one for one in db.session.scalars(select(Outcome))}
    assert sorted(kept) == ["AAAAA", "BBBBB"]

    everything = order("BBBBB", "p", 4, ("kvartc",), refunds=[{"state": "done", "amount": "50.00"}])
    for news, expected in (
        (order("AAAAA", "c", 5), (0, 0)),
        (order("AAAAA", "p", 4), (0, 0)),  # what was asked for earlier arrives later
        (order("AAAAA", "p", 6), (1, 1)),
        (order("AAAAA", "p", 7, positions=[]), (0, 0)),
        (order("BBBBB", "p", 3, ("kvartc",)), (1, 1)),
        (everything, (0, 0)),
    ):
        stub.orders[news["code"]] = news
        hint(client, hook, news["code"])
        run_jobs()
        assert (news["status"], totals(goal)) == (news["status"], expected)
    assert recounting.differing() == []
    assert db.session.scalars(select(Correction)).first()
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.action == "webhook_connected"))
    assert {path for path in stub.asked if not path.startswith(EVENT)} == set()

    desk.post(f"{page}/end")
    db.session.expire_all()
    assert db.session.scalars(select(PretixShop)).one().sealed_token == ""
    assert client.post(hook, json={}).status_code == 404


def test_what_pretix_refuses_is_said_and_asked_for_again(inside, sign_in, client, pretix, run_jobs):
    stub, address = pretix
    goal, organiser = a_goal()
    desk = sign_in(organiser.user)
    page = connect(desk, goal, address, token="wrong").location
    shop = db.session.scalars(select(PretixShop)).one()
    hook = f"/webhooks/{shop.webhook_id}/pretix"
    stub.orders["AAAAA"] = order("AAAAA", "p", 3, ("kvarta",))
    hint(client, hook, "AAAAA")
    run_jobs()
    assert "Token refused" in desk.get(page).text
    shop = db.session.scalars(select(PretixShop)).one()
    shop.sealed_token = sealing.seal(TOKEN, purpose="the token of a ticket shop")
    db.session.commit()
    desk.post(f"{page}/asking")
    run_jobs()
    assert totals(goal) == (1, 1)


def test_nobody_has_us_ask_inside_our_own_network(app, sign_in, monkeypatch):
    goal, organiser = a_goal()
    desk = sign_in(organiser.user)
    for address in (
        "http://pretix.eu",
        "https://127.0.0.1",
        "https://[::1]",
        "https://169.254.169.254",
        "https://10.0.0.8",
        "https://[::ffff:10.0.0.8]",
        "https://localhost",
        "https://somebody@pretix.eu",
        "https://pretix.eu/?a=",
        "file:///etc/passwd",
        "https://pretix.eu:x",
    ):
        assert connect(desk, goal, address).status_code == 422, address
    assert db.session.scalars(select(PretixShop)).all() == []
    # A name that leads inside is found out when it is looked up.
    for place in ("127.0.0.1", "192.168.1.4", "fd00::1", "64:ff9b:1::a00:8", "0.0.0.0"):
        found = [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (place, 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_a, found=found, **_k: found)
        with pytest.raises(outgoing.NotAllowed):
            outgoing.get("https://pretix.example.com/api", headers={})


def test_an_answer_that_trickles_or_swells_holds_no_worker(inside, monkeypatch):
    ok = b"HTTP/1.1 200 OK\r\n"
    packed = gzip.compress(b" " * 3_000_000)
    slow_head = (ok, *[b"X-A: b\r\n"] * 90, b"\r\n{}")
    slow_body = (ok + b"\r\n", *[b" "] * 90, b"{}")
    swells = (ok + b"Content-Encoding: gzip\r\n\r\n" + packed,)
    for pieces in (slow_head, slow_body, swells):
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=trickle, args=(server, pieces))
            thread.start()
            address = f"http://127.0.0.1:{server.getsockname()[1]}/"
            if pieces is swells:
                assert outgoing.get(address, headers={}).body == packed
            else:
                with monkeypatch.context() as hurried:
                    hurried.setattr(outgoing, "WHOLE_SECONDS", 0.2)
                    with pytest.raises(outgoing.Unreachable):
                        outgoing.get(address, headers={})
            thread.join()
    document = {**order("AAAAA", "p", 3), "last_modified": "0001-01-01T00:00:00+14:00"}
    for strange in (document, {**document, "last_modified": None, "datetime": 7}, [], 10**30):
        with pytest.raises(NotAnOrder):
            order_of(strange)


def trickle(server: socket.socket, pieces: tuple[bytes, ...]) -> None:
    line, _address = server.accept()
    with line, suppress(OSError):
        line.recv(4096)
        for piece in pieces:
            line.sendall(piece)
            threading.Event().wait(0.01)
