"""The database handle, the typed base class every model inherits from, and SQLite's manners."""

import json
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    SQLColumnExpression,
    String,
    Table,
    TypeDecorator,
    any_,
    event,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.types import NullType

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_opened: set[str] = set()
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def utcnow() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A timestamp that is always aware and always UTC, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive timestamps; store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive values their zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read SQLite's text, zone and all, at once: a list reads one on every line."""
        if dialect.name == "sqlite":
            return lambda text: None if text is None else datetime.fromisoformat(f"{text}+00:00")
        return super().result_processor(dialect, coltype)


class Base(DeclarativeBase):
    """Plain typed declarative base: models subclass this, not ``db.Model``."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime,
        list[str]: JSON,
        dict[str, Any]: JSON,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=32, values_callable=lambda e: [m.value for m in e]
        ),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(default=utcnow, sort_order=90)


db = SQLAlchemy(metadata=Base.metadata)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types into migrations as plain SQLAlchemy ones."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def table_of(model: type[Base]) -> Table:
    """Return a model's table, typed as one."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(model)
    return table


def insert_into(table: Table) -> sqlite.Insert:
    """Return an INSERT that can say what to do when the row is there already."""
    if db.session.get_bind().dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- loaded only where it is used

    return cast(sqlite.Insert, postgresql.insert(table))  # both have the same methods


def insert_many(table: Table, values: Mapping[str, Sequence[Any]]) -> None:
    """Insert thousands of rows, given as their columns, in a third of the usual time.

    A column at a time is made what the database takes; what comes again is made once. Ids come as
    the 32 digits they are written with.
    """
    connection = db.session.connection()
    dialect = connection.dialect
    ready = []
    for name, each in values.items():
        column = table.c[name]
        process = column.type.dialect_impl(dialect).bind_processor(dialect)
        if process is None or column.primary_key:
            ready.append(each)
        else:
            ready.append(list(map(lru_cache(maxsize=1_024)(process), each)))
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    into, marks = ", ".join(values), ", ".join([mark] * len(values))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({into}) VALUES ({marks})",  # noqa: S608 -- our own names
        list(zip(*ready, strict=True)),
    )


def tally(
    columns: Sequence[InstrumentedAttribute[Any]], where: ColumnElement[bool]
) -> dict[Any, int]:
    """Return how often each row comes; what stands in thousands of them is made once."""
    connection = db.session.connection()
    plain = (type_coerce(column, NullType()) for column in columns)
    counted = Counter(map(tuple, connection.execute(select(*plain).where(where))))
    made, dialect = [], connection.dialect
    for column, values in zip(columns, zip(*counted, strict=True), strict=False):  # none: no rows
        process = column.type.dialect_impl(dialect).result_processor(dialect, None)
        made.append(map(lru_cache(maxsize=1_024)(process), values) if process else values)
    return dict(zip(zip(*made, strict=True), counted.values(), strict=True))


def is_one_of(column: SQLColumnExpression[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of many texts, which go along as one value."""
    if db.session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(texts), ARRAY(String)))
    each = func.json_each(json.dumps(list(texts))).table_valued("value")
    return column.in_(select(each.c.value))


def count_up(
    table: Table,
    keys: Mapping[str, Any],
    by: Mapping[str, int],
    also: Mapping[str, Any] | None = None,
) -> None:
    """Add ``by`` to the counters of the row that ``keys`` name, making the row when it is absent.

    ``also`` fills further columns of a new row. One statement, so no addition is ever lost.
    """
    values = {"id": uuid.uuid4(), "created_at": utcnow(), **keys, **(also or {}), **by}
    insert = insert_into(table).values(**values)
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=list(keys), set_={name: table.c[name] + n for name, n in by.items()}
        )
    )


def count_up_all(
    table: Table, keys: Sequence[str], counters: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Do what ``count_up`` does for many rows at once; each row names all keys and counters.

    Sort the rows: two writers that take them in the same order never wait for each other in turn.
    """
    if not rows:
        return
    insert = insert_into(table)
    raised = {name: table.c[name] + insert.excluded[name] for name in counters}
    now = utcnow()
    db.session.execute(
        insert.on_conflict_do_update(index_elements=list(keys), set_=raised),
        [{"id": uuid.uuid4(), "created_at": now, **row} for row in rows],
    )


def checkpoint() -> None:
    """Let nothing that was erased live on in SQLite's log; outside a transaction."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()  # one of SQLAlchemy's own would begin a transaction
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


@event.listens_for(Engine, "do_connect")
def _refuse_lost_file(
    dialect: Dialect, _record: Any, arguments: Sequence[Any], _options: Mapping[str, Any]
) -> None:
    """Never make an empty database where one was open: whoever moved it may bring it back."""
    path = str(arguments[0]) if dialect.name == "sqlite" and arguments else ":memory:"
    if path in _opened and not Path(path).exists():
        raise sqlite3.OperationalError("the database file is gone")
    if path != ":memory:":
        _opened.add(path)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Open SQLite in WAL mode with foreign keys, a patient lock and transactions of our own."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # Python's own BEGIN comes too late: see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only let go
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, except where the request only reads.

    A plain BEGIN cannot be upgraded once another connection has written: the writer fails with
    "database is locked" however long it would wait, and a check made before the INSERT is stale.
    """
    if connection.dialect.name != "sqlite":
        return
    reading = connection.get_execution_options().get("reading", False) or (
        has_request_context() and request.method in READING_METHODS
    )
    if reading:  # straight away: it opens nothing, so nothing can go wrong that is to be explained
        cast(sqlite3.Connection, connection.connection.dbapi_connection).execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
