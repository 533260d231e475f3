"""A person with a marker in every text of every table that is about people.

It walks the tables, so a column that somebody adds tomorrow carries the marker too.
"""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    TypeDecorator,
    Uuid,
    insert,
    select,
)

from accounts import audit
from accounts.models import Organisation, User
from ambassadors.own_data.enums import CopyState
from core import storage
from core.db import Base, db
from core.enums import JobState, MailState
from core.personal_data import keepers

# What a row must say to be one that has been, not one still at work.
SETTLED: dict[str, dict[str, Any]] = {
    "job": {"state": JobState.DONE},
    "outgoing_mail": {"state": MailState.SENT},
    "data_copy": {"state": CopyState.READY},
    "measurement": {"likes": 24},
}
# What a constraint asks of several columns together.
TOGETHER: dict[str, dict[str, Any]] = {
    "cost": {"amount": 25000},
    "goal": {"own_kind_id": None},
}
ADDRESSES = ("email", "recipient")
BEGAN = datetime(2026, 5, 1, 8, tzinfo=UTC)


def covered() -> dict[str, Any]:
    """Return the keeper of every table that has one."""
    return {name: keeper for keeper in keepers.values() for name in keeper.tables}


class Planter:
    """Makes one row in every table. Tables about people get the marker; the rest are shared."""

    def __init__(
        self, marker: str, number: int, shared: dict[str, uuid.UUID] | None = None
    ) -> None:
        self.marker, self.number = marker, number
        self.shared = {} if shared is None else shared
        self.place_id = uuid.uuid4()  # jobs are about it, and their table comes first
        self.own: dict[str, uuid.UUID] = {}
        self.keys: list[str] = []
        self.planted: list[str] = []
        self.email = f"{marker}@example.org"

    def plant(self) -> "Planter":
        """Make the rows, and the event in the trail that names the person outright."""
        for table in Base.metadata.sorted_tables:
            if table.name != "audit_event" and (
                table.name in covered() or not self._is_made(table)
            ):
                self._make(table)
        user = db.session.get_one(User, self.own["user_account"])
        organisation = db.session.get_one(Organisation, self.shared["organisation"])
        audit.record(
            organisation, actor=user, action="person_added", subject=user,
            after={"name": user.name, "e-mail": user.email},
        )  # fmt: skip
        db.session.commit()
        return self

    def _is_made(self, table: Table) -> bool:
        return table.name in self.shared

    def _make(self, table: Table) -> None:
        is_own = table.name in covered()
        moments = iter(BEGAN + timedelta(hours=hour) for hour in range(1, 40))
        row = {c.name: self._value(table, c, is_own, next(moments)) for c in table.columns}
        row |= SETTLED.get(table.name, {}) if is_own else TOGETHER.get(table.name, {})
        db.session.execute(insert(table).values(**row))
        (self.own if is_own else self.shared)[table.name] = row.get("id", uuid.uuid4())

    def _value(self, table: Table, column: Column[Any], is_own: bool, moment: datetime) -> Any:
        if column.foreign_keys:
            return self._pointed_at(column, is_own)
        if isinstance(column.type, Uuid):
            is_place = table.name == "ambassador" or column.name == "subject_id"
            return self.place_id if is_place else uuid.uuid4()
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if isinstance(kind, Enum):
            return _default(column, next(iter(kind.enums)))
        if isinstance(kind, String):
            return self._text(table, column, is_own)
        if isinstance(kind, JSON):
            return self._json(table, column, is_own)
        if isinstance(kind, LargeBinary):
            return f"{self.marker} {table.name}.{column.name}".encode()
        if column.nullable:
            return None  # moments that have not come: nobody is erased, nothing is revoked
        return _plain(kind, column, moment, self.number)

    def _pointed_at(self, column: Column[Any], is_own: bool) -> uuid.UUID | None:
        """Point at the person's own row; what is shared names a person only as its author."""
        (key,) = column.foreign_keys
        target = key.column.table.name
        if not is_own and column.nullable and target in covered() and target != "user_account":
            return None
        return self.own.get(target) or self.shared.get(target)

    def _text(self, table: Table, column: Column[Any], is_own: bool) -> Any:
        allowed = _allowed(table, column)
        if allowed or column.name == "locale":
            return allowed or "da"
        if not is_own:
            return _default(column, "") or f"{table.name}-{column.name}-{self.number}"
        name = f"{table.name}.{column.name}"
        if name in covered()[table.name].stays:
            return f"{table.name}-{column.name}-{self.number}"
        self.planted.append(name)
        if column.name in ADDRESSES:
            return self.email
        if (column.name.endswith("_key") and "storage" in column.name) or "original" in column.name:
            return self._file(name)
        return f"{self.marker} {name}"

    def _file(self, name: str) -> str:
        key = f"{self.marker}/{name}"
        storage.save(key, f"{self.marker} in the file of {name}".encode(), mimetype="text/plain")
        self.keys.append(key)
        return key

    def _json(self, table: Table, column: Column[Any], is_own: bool) -> Any:
        name = f"{table.name}.{column.name}"
        empty = column.default.arg(None) if column.default and column.default.is_callable else []
        if not is_own or name in covered()[table.name].stays:
            return empty
        self.planted.append(name)
        text = f"{self.marker} {name}"
        return {"said": text} if isinstance(empty, dict) else [text]


def _default(column: Column[Any], otherwise: Any) -> Any:
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    return otherwise


def _plain(kind: Any, column: Column[Any], moment: datetime, number: int) -> Any:
    if isinstance(kind, DateTime):
        return moment
    if isinstance(kind, Date):
        return moment.date()
    if isinstance(kind, Boolean):
        return _default(column, False)
    if isinstance(kind, Integer | Float):
        return _default(column, number)
    raise TypeError(f"plant a {kind!r} in {column}")


def _allowed(table: Table, column: Column[Any]) -> str | None:
    """Return the first value that a constraint of the table names for a column."""
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            found = re.search(rf"\b{column.name} in \('([^']+)'", str(check.sqltext))
            if found:
                return found[1]
    return None


def dump() -> dict[str, str]:
    """Return every row of every table as text."""
    return {
        table.name: "\n".join(str(tuple(row)) for row in db.session.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }
