"""What the rooms hold about one person: each tells it, and each forgets it.

Every room registers a ``Keeper`` in its own ``personal_data.py``. Tables that hold nothing about a
person are named with their reason by ``exempt``; a test fails for a table that is neither.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias

from flask_babel import LazyString
from sqlalchemy import Table

from core import erasure_log, jobs
from core.db import Base, db, table_of

Words: TypeAlias = str | LazyString


@dataclass(frozen=True)
class Person:
    """Whom it is about, and how much: some of their places, and perhaps the account itself.

    ``places`` are the ids of what a person can be part of; rooms know what those ids stand for.
    What is held by user id or address goes only with the ``account``. ``own_wish`` is False when
    their time is up without their asking: what they agreed to have kept for longer then stays.
    """

    user_id: uuid.UUID
    email: str
    name: str
    places: tuple[uuid.UUID, ...] = ()
    account: bool = False
    own_wish: bool = True


@dataclass(frozen=True)
class Held:
    """Some rows of one kind, readable: a heading, and for each row its labels and values.

    ``files`` are names for the person to see, each with the key it is stored under.
    """

    title: Words
    records: Sequence[Mapping[Words, Any]]
    files: Mapping[str, str] = field(default_factory=dict)


Tell = Callable[[Person], Iterable[Held]]
Erase = Callable[[Person], Iterable[str] | None]


@dataclass(frozen=True)
class Keeper:
    """One room's answer.

    ``tables`` are those it tells of and erases from. ``erase`` writes in the caller's transaction,
    may be called twice, and returns the storage keys of the files to delete after the commit.
    ``untold`` are columns (``table.column``) that say nothing to a reader, such as hashes of links.
    ``stays`` are text columns that erasing leaves as they are, each with its reason.
    """

    name: str
    title: Words
    tables: frozenset[str]
    tell: Tell
    erase: Erase
    untold: frozenset[str] = frozenset()
    stays: Mapping[str, str] = field(default_factory=dict)


keepers: dict[str, Keeper] = {}
exempted: dict[str, str] = {}


def register(
    name: str,
    *,
    title: Words,
    tables: Iterable[type[Base] | Table],
    tell: Tell,
    erase: Erase,
    untold: Iterable[str] = (),
    stays: Mapping[str, str] | None = None,
) -> None:
    """Register what a room holds about people. ``name`` becomes a file name."""
    names = frozenset(t.name if isinstance(t, Table) else table_of(t).name for t in tables)
    keepers[name] = Keeper(name, title, names, tell, erase, frozenset(untold), stays or {})


def exempt(table: type[Base] | Table, reason: str) -> None:
    """Say why a table needs no keeper."""
    exempted[table.name if isinstance(table, Table) else table_of(table).name] = reason


def tellers() -> list[Keeper]:
    """Return every room's keeper in the order to read them, which is that of registering."""
    return list(keepers.values())


def erase(person: Person) -> None:
    """Forget a person in every room, in the caller's transaction; files go after the commit.

    What points at something goes before it, so a room never finds its rows pulled away. A wish of
    their own is noted beside the database; what the calendar asks for, it asks for again.
    """
    if person.own_wish:
        places = [str(place) for place in person.places]
        erasure_log.note("person", person.user_id, places=places, account=person.account)
    keys = [key for keeper in _from_the_top() for key in keeper.erase(person) or ()]
    for start in range(0, len(keys), 100):
        jobs.enqueue("erase_files", keys=" ".join(keys[start : start + 100]))
    db.session.flush()
    db.session.expire_all()  # what is still in memory is no longer true


def _from_the_top() -> list[Keeper]:
    """Return the keepers, those whose tables point at others' first."""
    depth = {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}

    def rank(keeper: Keeper) -> tuple[int, str]:
        return -min((depth[name] for name in keeper.tables), default=0), keeper.name

    return sorted(keepers.values(), key=rank)


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: texts, numbers, truth values, lists and maps of those."""
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)
