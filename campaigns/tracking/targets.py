"""Where known codes lead: in memory for a second, and for longer while the database is away.

While it is away it is asked once a second, not once a visitor.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from werkzeug.urls import iri_to_uri

MAX_AGE = 1.0
MOST_REMEMBERED = 10_000
LONGEST_TARGET = 6_000  # a landing address and four rules, spelled out, are shorter
CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")

FindTarget = Callable[[str], str | None]
ListTargets = Callable[[int], Iterable[tuple[str, str]]]


class Unavailable(Exception):
    """Raised by a finder when the database cannot answer now."""


class Targets:
    """Looks up where a code leads.

    ``find`` asks the database for one code; ``first`` lists a number of codes to know from the
    start, so that links work even if the database goes away before they are first followed. Both
    raise Unavailable when they cannot tell; then ``kept`` is asked, which reads from the disk.
    """

    def __init__(
        self,
        find: FindTarget,
        first: ListTargets,
        *,
        kept: FindTarget = lambda _: None,
        most: int = MOST_REMEMBERED,
    ) -> None:
        self._find = find
        self._first = first
        self._kept = kept
        self._most = most
        self._known: dict[str, tuple[str, float]] = {}
        self._changing = threading.Lock()
        self._started = False
        self._away_until = 0.0

    def target_of(self, code: str) -> str | None:
        """Return where a code leads, at most a second old, or None when there is no such code.

        Raises Unavailable for a code not seen before while the database is away.
        """
        now = time.monotonic()
        if not self._started and now >= self._away_until:
            self._start()
            now = time.monotonic()
        known = self._known.get(code)
        if known and (now < known[1] or now < self._away_until):
            return known[0]
        if now < self._away_until:
            return self._from_disk(code)
        return self._ask(code, known, now)

    def _from_disk(self, code: str) -> str | None:
        """Return where a code led when the database last answered. Raises Unavailable."""
        target = self._kept(code)
        if target is None or not is_safe_target(target):
            raise Unavailable
        location = iri_to_uri(target)
        self._remember(code, location)
        return location

    def _ask(self, code: str, known: tuple[str, float] | None, now: float) -> str | None:
        """Ask the database; the last answer serves meanwhile, and while there is no new one."""
        if known:
            self._known[code] = (known[0], now + MAX_AGE)  # the others need not ask too
        try:
            target = self._find(code)
        except Unavailable:
            self._away_until = time.monotonic() + MAX_AGE
            return known[0] if known else self._from_disk(code)
        if target is None or not is_safe_target(target):
            with self._changing:
                self._known.pop(code, None)
            return None
        location = iri_to_uri(target)
        self._remember(code, location)
        return location

    def _remember(self, code: str, location: str) -> None:
        """Keep an answer, letting go of the one unasked for the longest when there are too many."""
        with self._changing:
            self._known.pop(code, None)
            while len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
            self._known[code] = (location, time.monotonic() + MAX_AGE)

    def _start(self) -> None:
        """Learn the first codes, once per process."""
        with self._changing:
            if self._started:
                return
            self._started = True
        try:
            for code, target in self._first(self._most):
                if is_safe_target(target):
                    self._remember(code, iri_to_uri(target))
        except Unavailable:
            self._started = False
            self._away_until = time.monotonic() + MAX_AGE


def is_safe_target(target: str) -> bool:
    """Say whether a link may lead there: http(s) without a user name, or a path of our own."""
    if len(target) > LONGEST_TARGET or CONTROL_OR_SPACE.search(target):
        return False
    try:
        parts = urlsplit(target)
        named = parts.hostname
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(named) and parts.username is None and parts.password is None
    return not parts.scheme and not parts.netloc and target.startswith("/")
