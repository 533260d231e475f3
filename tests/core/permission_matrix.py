"""The table route × method × person → answer, gathered from ``tests/core/matrix/<room>.py``."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.core import matrix
from tests.core.world import AMBASSADORS, STAFF, Who, World

Statuses = frozenset[int]
SHOWN: Statuses = frozenset({200})
DONE: Statuses = frozenset({200, 302, 303, 409, 422})  # also: the form again with its errors
TO_SIGN_IN: Statuses = frozenset({302, 303})
READS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What each person is answered at one route with one method.

    ``path`` gives the address in a world, ``data`` the form that is sent along. ``allowed`` people
    get one of ``answers``; ``says`` overrides the answer for single people. Names in the address
    other than the organisation's are also tried with things of another organisation.
    """

    endpoint: str
    path: Callable[[World], str]
    allowed: frozenset[Who]
    method: str = "GET"
    data: Callable[[World], Mapping[str, Any]] | None = None
    answers: Statuses = frozenset()
    refused: int = 403
    elsewhere: int = 404
    anonymous: Statuses = TO_SIGN_IN
    says: Mapping[Who, int] = field(default_factory=dict)
    protected: bool = True  # a forged request is refused
    foreign: Statuses = frozenset({404})  # with another organisation's thing in one's own address

    def expected(self, who: Who, path: str) -> Statuses:
        """Return the statuses ``who`` may be answered.

        On an organisation's pages a member with another role is refused and anybody else is told
        there is no such page; on an ambassador's, somebody who is none is refused and an
        ambassador is told there is no such thing.
        """
        if who in self.says:
            return frozenset({self.says[who]})
        if who in self.allowed:
            return self.answers or (SHOWN if self.method in READS else DONE)
        if who is Who.ANONYMOUS:
            return self.anonymous
        inside = STAFF if path.startswith("/o/") else frozenset(Who) - AMBASSADORS
        return frozenset({self.refused if who in inside else self.elsewhere})


def page(
    endpoint: str, path: Callable[[World], str], allowed: frozenset[Who], **more: Any
) -> list[Rows]:
    """Return the rows of a page with a form: it is shown by GET and sent by POST."""
    shared = {"endpoint": endpoint, "path": path, "allowed": allowed, **more}
    return [Rows(**{**shared, "method": method}) for method in ("GET", "POST")]


def gather() -> list[Rows]:
    """Return the rows of all rooms."""
    rows: list[Rows] = []
    for module in pkgutil.iter_modules(matrix.__path__):
        rows += importlib.import_module(f"{matrix.__name__}.{module.name}").ROWS
    return rows


ROWS = gather()
