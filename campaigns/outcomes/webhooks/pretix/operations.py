"""Writes about ticket shops. They may flush, and never commit."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from accounts.models import User
from campaigns.models import Goal
from campaigns.outcomes.queries import codes_of
from campaigns.outcomes.webhooks import operations
from campaigns.outcomes.webhooks.enums import Verdict
from campaigns.outcomes.webhooks.messages import Unclear
from campaigns.outcomes.webhooks.models import PretixShop, Webhook, WebhookDelivery
from campaigns.outcomes.webhooks.pretix.gateway import PURPOSE
from campaigns.outcomes.webhooks.pretix.orders import CODE, Order, told_of
from core import jobs, sealing
from core.db import db, utcnow


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a shop is: its address without a slash at the end, and its names within pretix."""

    base_url: str
    organizer: str
    event: str


def connect(goal: Goal, *, name: str, place: Place, token: str, actor: User) -> Webhook:
    """Let the orders of an event in pretix count towards a goal; it is asked at once by a job."""
    webhook = operations.connect(goal, name=name, actor=actor)
    webhook.shop = PretixShop(
        base_url=place.base_url,
        organizer=place.organizer,
        event=place.event,
        sealed_token=sealing.seal(token, purpose=PURPOSE),
    )
    db.session.flush()  # the job needs its id
    jobs.enqueue("check_pretix", subject_id=webhook.shop.id)
    return webhook


def take_hint(shop: PretixShop, message: dict[str, Any]) -> bool:
    """Have the order asked for that a notification names; say whether it is one of this shop.

    Anybody may send one, so nothing in it is believed. However many come while an order waits to be
    asked for, it is asked for once more at the end.
    """
    code = message.get("code")
    here = (message.get("organizer"), message.get("event")) == (shop.organizer, shop.event)
    if not here or not isinstance(code, str) or not CODE.fullmatch(code):
        return False
    message_id = f"pretix {code}"
    is_first = operations.take_id(shop.webhook, message_id)
    delivery = operations.delivery_of(shop.webhook, message_id)
    if not is_first:
        delivery.times += 1
    if is_first or delivery.verdict is not Verdict.WAITING:
        _line_up(delivery)
    return True


def ask_again(webhook: Webhook) -> int:
    """Have every order asked for that came to nothing; return how many they are."""
    nothing = db.session.scalars(
        select(WebhookDelivery)
        .where(
            WebhookDelivery.webhook_id == webhook.id,
            WebhookDelivery.verdict.in_([Verdict.AWAY, Verdict.NOT_RUNNING, Verdict.TOKEN_REFUSED]),
        )
        .order_by(WebhookDelivery.id)
        .with_for_update()
    ).all()
    for delivery in nothing:
        _line_up(delivery)
    return len(nothing)


def _line_up(delivery: WebhookDelivery) -> None:
    delivery.verdict = Verdict.WAITING
    db.session.flush()  # the job needs its id
    jobs.enqueue("follow_pretix_order", subject_id=delivery.id)


def follow(delivery: WebhookDelivery, order: Order) -> Verdict:
    """Count or change the outcome that an order is."""
    goal = delivery.webhook.goal
    if order.is_test:
        return Verdict.TEST
    try:
        told = told_of(order, codes_of(goal.campaign), utcnow())
        return operations.follow(goal, told, delivery)
    except Unclear as unclear:
        return unclear.verdict


def locked(delivery_id: uuid.UUID) -> WebhookDelivery:
    """Return a delivery that nobody else changes meanwhile."""
    return db.session.scalars(
        select(WebhookDelivery)
        .where(WebhookDelivery.id == delivery_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def settle(delivery: WebhookDelivery, verdict: Verdict, *, times: int) -> None:
    """Note what came of an order, or ask once more if it was told of again meanwhile."""
    if delivery.times != times:
        _line_up(delivery)
    else:
        delivery.verdict = verdict


def note_answer(shop: PretixShop, verdict: Verdict) -> None:
    """Keep how the shop answered last, for its page."""
    shop.verdict, shop.asked_at = verdict, utcnow()
