"""The gateway to pretix's own interface, as its documentation promises it (REST API v1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from flask import current_app

from campaigns.outcomes.webhooks.enums import Verdict
from campaigns.outcomes.webhooks.models import PretixShop
from campaigns.outcomes.webhooks.pretix.orders import NotAnOrder, Order, order_of
from core import outgoing, sealing

PURPOSE = "the token of a ticket shop"
REFUSED = (401, 403)


class PretixTrouble(Exception):
    """pretix gave no order; ``is_passing`` says that it may another time."""

    def __init__(self, verdict: Verdict, *, is_passing: bool = False) -> None:
        super().__init__(str(verdict.label))
        self.verdict, self.is_passing = verdict, is_passing


class Pretix(Protocol):
    """One event of a ticket shop."""

    def check(self) -> None:
        """Do nothing if the event can be read. Raises PretixTrouble."""

    def order(self, code: str) -> Order:
        """Return an order as it is now. Raises PretixTrouble."""


@dataclass
class NullPretix:
    """A shop that is asked nowhere: it knows the orders it is given."""

    orders: Mapping[str, Order] = field(default_factory=dict)

    def check(self) -> None:
        """Be there."""

    def order(self, code: str) -> Order:
        """Return an order that was given."""
        if code not in self.orders:
            raise PretixTrouble(Verdict.NOT_FOUND)
        return self.orders[code]


@dataclass(frozen=True)
class PretixApi:
    """An event of a real shop, read with a token of the organisation's own."""

    address: str
    token: str = field(repr=False)

    def check(self) -> None:
        """Read the event itself."""
        self._asked("")

    def order(self, code: str) -> Order:
        """Read one order."""
        try:
            return order_of(self._asked(f"orders/{quote(code, safe='')}/"))
        except NotAnOrder as error:
            raise PretixTrouble(Verdict.NOT_UNDERSTOOD) from error

    def _asked(self, path: str) -> Any:
        headers = {"Authorization": f"Token {self.token}"}
        try:
            answer = outgoing.get(f"{self.address}{path}", headers=headers)
        except outgoing.NotAllowed as error:
            raise PretixTrouble(Verdict.NOT_ALLOWED) from error
        except outgoing.Unreachable as error:
            raise PretixTrouble(Verdict.AWAY, is_passing=True) from error
        if answer.status in REFUSED:
            raise PretixTrouble(Verdict.TOKEN_REFUSED)
        if answer.status in (404, 410):
            raise PretixTrouble(Verdict.NOT_FOUND)
        if answer.status != 200:  # busy, broken, or leading somewhere else
            raise PretixTrouble(Verdict.AWAY, is_passing=True)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise PretixTrouble(Verdict.NOT_UNDERSTOOD) from error


def shop_of(shop: PretixShop) -> Pretix:
    """Return the shop to ask; tests may have put a twin in its place."""
    twin: Pretix | None = current_app.extensions.get("pretix_twin")
    if twin is not None:
        return twin
    token = sealing.unseal(shop.sealed_token, purpose=PURPOSE)
    place = f"organizers/{quote(shop.organizer, safe='')}/events/{quote(shop.event, safe='')}/"
    return PretixApi(f"{shop.base_url}/api/v1/{place}", token)
