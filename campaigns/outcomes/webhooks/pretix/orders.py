"""An order as pretix writes it, and what it tells of an outcome. Pure.

Names, mail addresses and answers are read past; of the answers only one that is a code is used.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.references import code_in
from campaigns.outcomes.webhooks.messages import Told

CODE = re.compile(r"[A-Z0-9]{3,16}")
PAID, PENDING, EXPIRED, CANCELLED = "p", "n", "e", "c"


class NotAnOrder(Exception):
    """What came is no order in the shape that pretix promises."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order: how far it is, since when, and what was answered to the shop's questions."""

    code: str
    status: str
    changed_at: datetime
    is_test: bool = False
    holds_tickets: bool = True
    is_refunded: bool = False
    answers: tuple[str, ...] = ()


def order_of(document: Any) -> Order:
    """Return the order that a document of pretix's interface describes. Raises NotAnOrder."""
    try:
        code, status = str(document["code"]), document["status"]
        changed = document.get("last_modified") or document["datetime"]
        positions = document["positions"]
        if not CODE.fullmatch(code) or status not in (PAID, PENDING, EXPIRED, CANCELLED):
            raise NotAnOrder
        return Order(
            code=code,
            status=status,
            changed_at=_moment(changed),
            is_test=document.get("testmode") is True,
            holds_tickets=any(not one.get("canceled") for one in positions),
            is_refunded=_is_refunded(document),
            answers=tuple(_answers(positions)),
        )
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        raise NotAnOrder from error


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _is_refunded(document: Any) -> bool:
    """Say whether all that was paid has gone back; an order that cost nothing never is."""
    total = Decimal(document.get("total") or "0")
    done = (one for one in document.get("refunds") or () if one.get("state") == "done")
    return total > 0 and sum(Decimal(one["amount"]) for one in done) >= total


def _answers(positions: Any) -> Iterator[str]:
    for position in positions:
        for answer in position.get("answers") or ():
            if isinstance(answer.get("answer"), str):
                yield answer["answer"]


def stage_of(order: Order) -> Stage:
    """Return how far whoever ordered is."""
    if order.status in (CANCELLED, EXPIRED) or not order.holds_tickets or order.is_refunded:
        return Stage.CANCELLED
    return Stage.CONFIRMED if order.status == PAID else Stage.SIGNED_UP


def told_of(order: Order, codes: Container[str], now: datetime) -> Told:
    """Return what an order tells; an answer that is no code of the campaign names nobody."""
    named = (code_in(answer) for answer in order.answers)
    return Told(
        reference=order.code,
        code=next((code for code in named if code in codes), ""),
        stage=stage_of(order),
        told_at=min(order.changed_at, now),
    )
