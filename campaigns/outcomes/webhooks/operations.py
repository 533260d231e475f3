"""Writes about webhooks. They raise DomainError, may flush, and never commit."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, func, select

from accounts import audit
from accounts.models import User
from campaigns.models import Goal
from campaigns.outcomes import permissions
from campaigns.outcomes import queries as outcome_queries
from campaigns.outcomes.enums import Source
from campaigns.outcomes.imports.references import code_in, kept_reference
from campaigns.outcomes.news import News, Teller, note
from campaigns.outcomes.webhooks import messages, signatures
from campaigns.outcomes.webhooks.enums import DONE, Verdict
from campaigns.outcomes.webhooks.messages import Unclear
from campaigns.outcomes.webhooks.models import Webhook, WebhookDelivery
from campaigns.outcomes.webhooks.signatures import Signed
from core.db import db, insert_into, table_of, utcnow
from core.tokens import signing_keys

BOTH_HOLD = timedelta(hours=24)
KEPT = timedelta(days=30)
MOST_REFUSED = 200  # kept of messages that anybody can send


def connect(goal: Goal, *, name: str, actor: User) -> Webhook:
    """Let a system tell of outcomes towards a goal."""
    webhook = Webhook(goal=goal, name=name, salt=secrets.token_hex(16), made_by=actor)
    db.session.add(webhook)
    _record(webhook, actor, "webhook_connected")
    return webhook


def secret_of(webhook: Webhook) -> str:
    """Return the secret that a system signs with; shown once, made anew each time."""
    return signatures.secret_of(signing_keys()[-1], webhook.id, webhook.salt)


def change_secret(webhook: Webhook, *, actor: User | None) -> None:
    """Give a webhook a new secret; the former one holds for a day beside it."""
    webhook.former_salt, webhook.former_until = webhook.salt, utcnow() + BOTH_HOLD
    webhook.salt = secrets.token_hex(16)
    _record(webhook, actor, "webhook_secret_changed")


def end(webhook: Webhook, *, actor: User) -> None:
    """Let a system tell nothing more; what it told stays."""
    if webhook.ended_at is None:
        webhook.ended_at = utcnow()
        if webhook.shop:
            webhook.shop.sealed_token = ""
        _record(webhook, actor, "webhook_ended")


def _record(webhook: Webhook, actor: User | None, action: str) -> None:
    organisation = webhook.goal.campaign.organisation
    audit.record(
        organisation, actor=actor, action=action, subject=webhook, after={"name": webhook.name}
    )


def _secrets(webhook: Webhook) -> list[str]:
    """Return every secret that holds now: of each key of ours, and the former for a day."""
    salts = [webhook.salt]
    if webhook.former_until and utcnow() < webhook.former_until:
        salts.append(webhook.former_salt)
    return [signatures.secret_of(key, webhook.id, salt) for key in signing_keys() for salt in salts]


def take_in(webhook: Webhook, headers: Mapping[str, str], body: bytes) -> Verdict:
    """Do what a message says, once, and note what came of it.

    The message's id is taken first, in the transaction of its effect: of twenty at once nineteen
    wait, and then find that it has been here. One that could not be followed, such as before the
    campaign was launched, is tried anew when it comes again: systems send it under the same id. A
    refused one takes no id, since anybody can send it.
    """
    signed = Signed.of(headers)
    if signed is None:
        return _refuse(webhook, Verdict.NOT_SIGNED)
    wrong = signatures.check(signed, body, _secrets(webhook), utcnow())
    if wrong is not None:
        return _refuse(webhook, wrong)
    is_first = take_id(webhook, signed.message_id)
    delivery = delivery_of(webhook, signed.message_id)
    if not is_first:
        delivery.times += 1
        if delivery.verdict in DONE:
            return delivery.verdict
    try:
        message = messages.read_json(body)
        if messages.is_test(message):
            delivery.verdict = Verdict.TEST
        else:
            told = messages.understand(message.get("data"), utcnow())
            delivery.verdict = follow(webhook.goal, told, delivery)
    except Unclear as unclear:
        delivery.verdict = unclear.verdict
    return delivery.verdict


def take_id(webhook: Webhook, message_id: str) -> bool:
    """Note that a message has come; say whether it is the first of its id."""
    table = table_of(WebhookDelivery)
    row = {
        "id": uuid.uuid4(),
        "created_at": utcnow(),
        "webhook_id": webhook.id,
        "message_id": message_id,
        "verdict": Verdict.NOT_UNDERSTOOD,
        "reference": "",
        "times": 1,
    }
    taken = db.session.execute(
        insert_into(table)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["webhook_id", "message_id"])
        .returning(table.c.id)
    )
    return taken.first() is not None


def delivery_of(webhook: Webhook, message_id: str) -> WebhookDelivery:
    """Return what is noted of a message, for nobody else to change meanwhile."""
    return db.session.scalars(
        select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.message_id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def follow(goal: Goal, told: messages.Told, delivery: WebhookDelivery) -> Verdict:
    """Do what a message tells, and note the outcome it is about. Raises Unclear."""
    delivery.reference = kept_reference(told.reference, goal.id)
    verdict = tell(goal, told)
    outcome = outcome_queries.find_outcome(goal, delivery.reference)
    delivery.outcome_id = outcome.id if outcome else None
    return verdict


def tell(goal: Goal, told: messages.Told) -> Verdict:
    """Count or change the outcome that something tells of. Raises Unclear."""
    if not permissions.takes_outcomes(goal.campaign) or goal.ended_at is not None:
        raise Unclear(Verdict.NOT_RUNNING)
    code = code_in(told.code) if told.code else ""
    part = outcome_queries.part_with_code(goal.campaign, code) if code else None
    if code and part is None:
        raise Unclear(Verdict.UNKNOWN_CODE)
    news = News(
        reference=kept_reference(told.reference, goal.id),
        stage=told.stage,
        participation_id=part.id if part else None,
        told_at=told.told_at,
    )
    return Verdict(note(goal, news, Teller(via=Source.WEBHOOK)).value)


def _refuse(webhook: Webhook, verdict: Verdict) -> Verdict:
    """Note that a message was refused, as long as there are not too many such notes."""
    refused = (Verdict.NOT_SIGNED, Verdict.BAD_SIGNATURE, Verdict.BAD_TIME)
    number = db.session.scalar(
        select(func.count()).where(
            WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.verdict.in_(refused)
        )
    )
    if (number or 0) < MOST_REFUSED:
        note_of_it = WebhookDelivery(message_id=f"refused {uuid.uuid4()}", verdict=verdict)
        note_of_it.webhook_id = webhook.id
        db.session.add(note_of_it)
    return verdict


def forget_deliveries() -> int:
    """Forget what came of messages a month ago; return how many that were."""
    gone = db.session.execute(
        delete(WebhookDelivery)
        .where(WebhookDelivery.created_at < utcnow() - KEPT)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE has a row count
