"""Reads links for the door in front of Flask, on a connection of its own.

The app's pool may be busy with slow pages and its transactions may wait for a lock; a visitor who
follows a link should wait for neither.
"""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

from sqlalchemy import Connection, Engine, Select, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from campaigns.tracking import kept_links
from campaigns.tracking.models import FormerCode, Link
from campaigns.tracking.targets import Targets, Unavailable

PATIENCE = 2  # seconds
Rows = Select[str, str]


class KnownLinks:
    """The links of one database, read only."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url

    def find(self, code: str) -> str | None:
        """Return where a code leads, or None for an unknown one. Raises Unavailable."""
        now = select(Link.target).where(Link.code == code)
        before = select(Link.target).join(Link.former_codes).where(FormerCode.code == code)
        with self._reading() as connection:
            return connection.scalar(now.union_all(before))

    def newest(self, count: int) -> list[tuple[str, str]]:
        """Return the newest codes and where they lead, oldest of them first. Raises Unavailable."""
        with self._reading() as connection:
            return [
                (code, target)
                for rows in (former_codes(count), newest_codes(count))
                for code, target in reversed(connection.execute(rows).all())
            ]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(reading=True) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise Unavailable from error

    @cached_property
    def _engine(self) -> Engine:
        """Connect when first asked: a server forks its workers before that."""
        url = make_url(self.database_url)
        waiting = "timeout" if url.get_backend_name() == "sqlite" else "connect_timeout"
        engine = create_engine(
            url, pool_size=1, max_overflow=1, pool_timeout=1, connect_args={waiting: PATIENCE}
        )
        weakref.finalize(self, engine.dispose)  # close the connections when the app is let go
        return engine


def newest_codes(count: int) -> Rows:
    """Return the question for the newest codes and where they lead."""
    latest = select(Link.code, Link.target).order_by(Link.created_at.desc(), Link.id)
    return latest.limit(count)


def former_codes(count: int) -> Rows:
    """Return the question for the codes that links had before, and where they lead."""
    former = select(FormerCode.code, Link.target).join(FormerCode.link)
    return former.order_by(FormerCode.created_at.desc(), FormerCode.id).limit(count)


def targets(database_url: str, folder: Path) -> Targets:
    """Return the lookup for one database, with what was kept of it in a folder."""
    links = KnownLinks(database_url)
    return Targets(links.find, links.newest, kept=partial(kept_links.find, folder))
