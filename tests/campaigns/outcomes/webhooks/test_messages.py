"""Signed messages: taken once, in any order, and refused in plain words."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from accounts import keys
from accounts.enums import TokenScope
from campaigns.enums import CampaignStatus
from campaigns.models import Goal
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.webhooks import operations, signatures
from campaigns.outcomes.webhooks.models import Webhook, WebhookDelivery
from core.db import db, utcnow
from tests.campaigns.outcomes.events.test_rush import all_at_once
from tests.campaigns.outcomes.imports.lists import a_goal, totals
from tests.factories.campaigns import CampaignFactory


@pytest.fixture
def goal(app) -> Goal:
    return a_goal()[0]


@pytest.fixture
def webhook(goal) -> Webhook:
    made = Webhook(goal=goal, name="Tickets", salt="one")
    db.session.add(made)
    db.session.commit()
    return made


def message(reference: str = "A-1", status: str = "signed_up", **more: Any) -> bytes:
    data = {"reference": reference, "code": "kvarta", "status": status, **more}
    return json.dumps({"type": "outcome", "timestamp": "2026-02-26", "data": data}).encode()


def signed(secret: str, body: bytes, *, ago: timedelta = timedelta(), name: str = "") -> dict:
    name = name or f"msg_{uuid.uuid4()}"
    headers = signatures.sign(secret, name, utcnow() - ago, body.decode()).headers
    return {**headers, "webhook-signature": f"v1,bm90IG91cnM= {headers['webhook-signature']}"}


def send(client, webhook: Webhook, body: bytes, headers: dict) -> tuple[int, str]:
    answer = client.post(
        f"/webhooks/{webhook.id}", data=body, headers=headers, content_type="application/json"
    )
    return answer.status_code, answer.json["result"]


def test_the_vectors_of_the_standard(client, goal, webhook):
    secret, body = operations.secret_of(webhook), message()
    good = signed(secret, body)
    assert send(client, webhook, body, good) == (200, "counted")
    assert send(client, webhook, body, good) == (200, "counted")  # as before, and nothing more
    assert send(client, webhook, body, signed(secret, body)) == (200, "same")
    assert send(client, webhook, message("A-2"), good) == (401, "bad_signature")
    other = signatures.secret_of("another key", webhook.id, "one")
    assert send(client, webhook, body, signed(other, body)) == (401, "bad_signature")
    for garbage in ("perhaps", "v1,é", "v1,A", "v2,bm90IG91cnM="):
        crooked = {**signed(secret, body), "webhook-signature": garbage}
        assert send(client, webhook, body, crooked) == (401, "bad_signature")
    assert send(client, webhook, b"\xff", signed(secret, body)) == (401, "bad_signature")
    old = signed(secret, body, ago=timedelta(minutes=6))
    assert send(client, webhook, body, old) == (401, "bad_time")
    ahead = signed(secret, body, ago=timedelta(minutes=-6))
    assert send(client, webhook, body, ahead) == (401, "bad_time")
    assert send(client, webhook, body, {**good, "webhook-timestamp": "x"}) == (401, "bad_time")
    assert send(client, webhook, body, {**good, "webhook-id": ""}) == (401, "not_signed")
    for unclear, verdict in (
        (b"[]", "not_understood"),
        (message(reference=""), "no_reference"),
        (message("010190-1234"), "id_number"),
        (message("A-9", code="KVARTX"), "unknown_code"),
        (message("A-9", "perhaps"), "unknown_status"),
        (message("A-9", occurred_at="2026-02-26T12:00:00"), "not_understood"),  # no zone
        (message("A-9", occurred_at="0001-01-01T00:00:00+14:00"), "not_understood"),
        (message("A-9", occurred_at="0206-02-26T12:00:00Z"), "not_understood"),  # for 2026
        (message("A-\ud800"), "not_understood"),  # half a letter
    ):
        assert send(client, webhook, unclear, signed(secret, unclear)) == (422, verdict)
    assert totals(goal) == (1, 0)
    kept = db.session.scalars(select(WebhookDelivery)).all()
    assert sorted(one.times for one in kept)[-1] == 2
    assert "010190" not in "".join(one.reference for one in kept)


def test_late_messages_and_a_new_secret(client, goal, webhook):
    former = operations.secret_of(webhook)
    later = message(status="cancelled", occurred_at="2026-02-27T12:00:00+01:00")
    first = message(status="confirmed", occurred_at="2026-02-26T12:00:00+01:00")
    assert send(client, webhook, later, signed(former, later)) == (200, "counted")
    assert send(client, webhook, first, signed(former, first)) == (200, "older")
    assert totals(goal) == (0, 0)

    operations.change_secret(webhook, actor=None)
    db.session.commit()
    fresh, body = operations.secret_of(webhook), message("A-2")
    assert fresh != former
    assert send(client, webhook, body, signed(former, body)) == (200, "counted")
    assert send(client, webhook, body, signed(fresh, body)) == (200, "same")
    webhook.former_until = utcnow()
    db.session.commit()
    assert send(client, webhook, body, signed(former, body)) == (401, "bad_signature")


def test_one_message_twenty_times_at_once(app, goal, webhook):
    body = message()
    headers, webhook_id = signed(operations.secret_of(webhook), body, name="msg_1"), webhook.id
    db.session.commit()

    def deliver(_number: int) -> str:
        verdict = operations.take_in(db.session.get_one(Webhook, webhook_id), headers, body)
        db.session.commit()
        return verdict.value

    assert all_at_once(app, 20, deliver) == ["counted"] * 20
    assert db.session.scalar(select(func.count(Outcome.id))) == 1
    delivery = db.session.scalars(select(WebhookDelivery)).one()
    assert (delivery.times, delivery.reference) == (20, "A-1")
    assert totals(goal) == (1, 0)


def test_what_came_before_the_launch_is_counted_when_it_comes_again(client, goal, webhook):
    goal.campaign.status = CampaignStatus.DRAFT
    db.session.commit()
    body = message()
    same = signed(operations.secret_of(webhook), body)  # systems send anew under the same id
    assert send(client, webhook, body, same) == (503, "not_running")
    goal.campaign.status = CampaignStatus.LIVE
    db.session.commit()
    answers = [send(client, webhook, body, same) for _ in range(2)]
    assert answers == [(200, "counted"), (200, "counted")]
    assert totals(goal) == (1, 0)
    delivery = db.session.scalars(select(WebhookDelivery)).one()
    assert (delivery.verdict, delivery.times, delivery.reference) == ("counted", 3, "A-1")


def test_a_key_tells_of_outcomes_and_reads_nothing(client, goal):
    organisation = goal.campaign.organisation
    _token, text = keys.create_token(
        organisation, name="Form", scope=TokenScope.TELL_OUTCOMES, actor=None
    )
    db.session.commit()
    address = f"/api/v1/campaigns/{goal.campaign_id}/outcomes"
    bearer = {"Authorization": f"Bearer {text}"}
    data = {"reference": "A-1", "code": "kvartb", "name": "Åse", "status": "betalt"}
    answers = [client.post(address, json=data, headers=bearer) for _ in range(2)]
    assert [answer.json["result"] for answer in answers] == ["counted", "same"]
    assert client.post(address, json={"code": "x"}, headers=bearer).status_code == 422
    assert client.get("/api/v1/campaigns", headers=bearer).status_code == 403
    elsewhere = f"/api/v1/campaigns/{CampaignFactory().id}/outcomes"
    assert client.post(elsewhere, json=data, headers=bearer).status_code == 404
    assert totals(goal) == (1, 1)
