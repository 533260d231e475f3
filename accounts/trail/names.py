"""What the things on the trail are called now, whichever room they belong to.

Things are found by their table's name. People go by ``offers.names_known`` instead, and whatever
only holds somebody's name or address, such as an invitation, goes without.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, Table, func, literal, or_, select, union_all

from core.db import Base, db
from core.languages import LANGUAGES, language

NAMED = (
    "organisation",
    "unit",
    "cohort",
    "kit",
    "campaign",
    "own_kind",
    "training_module",
    "lesson",
    "asset",
    "event",
    "announcement",
    "api_token",
)
COLUMNS = ("name", "title", "subject", "original_name")


def named_tables() -> dict[str, Table]:
    """Return the tables whose rows have a name to show."""
    tables = Base.metadata.tables
    return {name: tables[name] for name in NAMED if name in tables and _texts(tables[name])}


def _texts(table: Table) -> list[ColumnElement[str]]:
    """Return the columns that name a row, those in the language in use first."""
    codes = sorted(LANGUAGES, key=lambda code: code != language())
    wanted = [*COLUMNS, *(f"{name}_{code}" for code in codes for name in COLUMNS)]
    return [table.c[name] for name in wanted if name in table.c]


def of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what things are called, in one query; those that are gone are absent."""
    wanted = list(ids)
    if not wanted:
        return {}
    parts = [
        select(table.c.id, _name(table)).where(table.c.id.in_(wanted))
        for table in named_tables().values()
    ]
    return {thing_id: name for thing_id, name in db.session.execute(union_all(*parts)) if name}


def _name(table: Table) -> ColumnElement[str]:
    return func.coalesce(*(func.nullif(text, "") for text in _texts(table)), literal(""))


def called(words: str) -> Select[uuid.UUID]:
    """Return the statement for the ids of things called so, of whichever organisation."""
    parts = [
        select(table.c.id).where(
            or_(*(text.icontains(words, autoescape=True) for text in _texts(table)))
        )
        for table in named_tables().values()
    ]
    return select(union_all(*parts).subquery().c.id)
