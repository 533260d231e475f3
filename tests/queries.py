"""What the database was asked to do: statements, tables written to, writes not committed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from core.db import db

WRITE = re.compile(
    r"\s*(?:with\b.*?\)\s*)?(insert into|update|delete from)\s+\"?(\w+)", re.I | re.S
)


class Ledger:
    """Every write of this process, as SQLAlchemy sent it."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.writes: list[str] = []
        self.unsaved: list[str] = []

    def note(self, statement: str) -> None:
        """Remember a statement if it changes rows."""
        if found := WRITE.match(statement):
            self.tables.add(found[2].lower())
            self.writes.append(statement)
            self.unsaved.append(statement)


ledger = Ledger()


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:
    ledger.note(statement)


@event.listens_for(Engine, "commit")
def _saved(connection: Connection) -> None:
    ledger.unsaved.clear()


@event.listens_for(Engine, "rollback")
def _thrown_away(connection: Connection) -> None:
    ledger.unsaved.clear()


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the statements sent while the block runs: ``assert len(queries) == 3, queries``."""
    db.session.commit()
    db.session.expunge_all()  # so nothing is answered from memory
    statements: list[str] = []

    def note(
        connection: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        many: bool,
    ) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
