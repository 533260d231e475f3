"""Reads links for the door in front of Flask, on a connection of its own.

The app's pool may be busy with slow pages and its transactions may wait for a lock; a visitor who
follows a link should wait for neither.
"""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Engine, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from campaigns.tracking.models import Link
from campaigns.tracking.targets import Targets, Unavailable

PATIENCE = 2  # seconds


class KnownLinks:
    """The links of one database, read only."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url

    def find(self, code: str) -> str | None:
        """Return where a code leads, or None for an unknown one. Raises Unavailable."""
        with self._reading() as connection:
            return connection.scalar(select(Link.target).where(Link.code == code))

    def newest(self, count: int) -> list[tuple[str, str]]:
        """Return the newest codes and where they lead, oldest of them first. Raises Unavailable."""
        latest = select(Link.code, Link.target).order_by(Link.created_at.desc(), Link.id)
        with self._reading() as connection:
            return [(code, target) for code, target in connection.execute(latest.limit(count))][
                ::-1
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


def targets(database_url: str) -> Targets:
    """Return the lookup for one database."""
    links = KnownLinks(database_url)
    return Targets(links.find, links.newest)
