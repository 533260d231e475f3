"""Asking pretix: whether a shop can be read, and for each order we were told of."""

from campaigns.outcomes.webhooks.enums import Verdict
from campaigns.outcomes.webhooks.models import PretixShop, WebhookDelivery
from campaigns.outcomes.webhooks.pretix import gateway, operations
from campaigns.outcomes.webhooks.pretix.gateway import PretixTrouble
from campaigns.outcomes.webhooks.pretix.orders import Order
from core import jobs
from core.db import db


def _not_checked(task: jobs.Task, error: str) -> None:
    shop = db.session.get(PretixShop, task.subject_id)
    if shop:
        operations.note_answer(shop, Verdict.AWAY)


@jobs.job("check_pretix", attempts=3, on_failure=_not_checked)
def check_pretix(task: jobs.Task) -> None:
    """See whether a shop that was just connected can be read with its token."""
    shop = db.session.get(PretixShop, task.subject_id)
    if shop is None:
        return
    pretix, verdict = gateway.shop_of(shop), Verdict.TEST
    db.session.commit()  # nobody waits for the database while pretix is asked
    try:
        pretix.check()
    except PretixTrouble as trouble:
        if trouble.is_passing:
            raise
        verdict = trouble.verdict
    operations.note_answer(db.session.get_one(PretixShop, task.subject_id), verdict)


def _gave_up(task: jobs.Task, error: str) -> None:
    delivery = db.session.get(WebhookDelivery, task.subject_id)
    if delivery and delivery.verdict is Verdict.WAITING:
        delivery.verdict = Verdict.AWAY


@jobs.job("follow_pretix_order", attempts=8, on_failure=_gave_up)
def follow_pretix_order(task: jobs.Task) -> None:
    """Ask for an order that pretix told of, and do what it says; done again it changes nothing."""
    delivery = db.session.get(WebhookDelivery, task.subject_id)
    if delivery is None or delivery.verdict is not Verdict.WAITING:
        return
    shop, times = delivery.webhook.shop, delivery.times
    if shop is None or delivery.webhook.ended_at is not None:
        delivery.verdict = Verdict.NOT_RUNNING
        return
    delivery_id, shop_id = delivery.id, shop.id
    pretix, code = gateway.shop_of(shop), delivery.message_id.removeprefix("pretix ")
    db.session.commit()  # nobody waits for the database while pretix is asked
    found: Order | Verdict
    try:
        found = pretix.order(code)
    except PretixTrouble as trouble:
        if trouble.is_passing:
            raise
        found = trouble.verdict
    delivery = operations.locked(delivery_id)
    if isinstance(found, Order):
        operations.settle(delivery, operations.follow(delivery, found), times=times)
    else:
        operations.settle(delivery, found, times=times)
    answered = Verdict.TEST if isinstance(found, Order) else found
    operations.note_answer(db.session.get_one(PretixShop, shop_id), answered)
