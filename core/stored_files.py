"""Which stored files belong to something: those without an owner are found and swept away.

Every text column whose name ends in ``_key`` may hold the key of a file. A room that keeps files
under names of its own says by ``belongs`` which of them are still wanted.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from sqlalchemy import Column, String, select

from core import storage
from core.db import Base, db, utcnow

AGE = timedelta(hours=1)
AT_ONCE = 400
# Only where everything that is kept is known of by its column.
SWEPT = (
    "arrivals",
    "copies",
    "invitation-imports",
    "logos",
    "originals",
    "outcome-imports",
    "overlays",
    "papers",
    "renditions",
    "screenshots",
    "training",
)
Wanted = Callable[[set[str]], set[str]]
_rooms: dict[str, Wanted] = {}
_taken_away: list[Wanted] = []


def belongs(folder: str, wanted: Wanted) -> None:
    """Let a room say which names directly below one of its folders are still wanted."""
    _rooms[folder] = wanted


def taken_away(among: Wanted) -> None:
    """Let a room say which keys are still written down though it has deleted the files itself."""
    _taken_away.append(among)


def orphans(*, older_than: timedelta = AGE) -> Iterator[str]:
    """Yield the keys of files that belong to nothing and are old enough to be no work in hand."""
    before = utcnow() - older_than
    found = {
        folder: [one.key for one in storage.listed(folder) if one.changed_at < before]
        for folder in SWEPT
    }  # all of it first: a disk may be slow, and others wait for the database
    for folder, keys in found.items():
        for start in range(0, len(keys), AT_ONCE):
            yield from _unowned(folder, set(keys[start : start + AT_ONCE]))


def _unowned(folder: str, keys: set[str]) -> list[str]:
    if folder in _rooms:
        names = {key.split("/")[1] for key in keys}
        wanted = _rooms[folder](names)
        return sorted(key for key in keys if key.split("/")[1] not in wanted)
    return sorted(keys - _in_columns(keys))


def _in_columns(keys: Iterable[str]) -> set[str]:
    among = list(keys)
    found: set[str] = set()
    for column in key_columns():
        found.update(db.session.scalars(select(column).where(column.in_(among))))
    return found


def key_columns() -> list["Column[str]"]:
    """Return every column that may hold the key of a file."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_key") and isinstance(column.type, String)
    ]


def missing() -> Iterator[str]:
    """Yield the keys of files that something refers to and that are not there."""
    for column in key_columns():
        keys = select(column).where(column.contains("/")).order_by(column)
        lost = {
            key
            for key in db.session.scalars(keys).all()
            if key.split("/")[0] in SWEPT and not storage.exists(key)
        }
        for among in _taken_away:
            lost -= among(lost) if lost else set()
        yield from sorted(lost)


def remove(keys: Iterable[str]) -> None:
    """Remove files that belong to nothing."""
    for key in keys:
        storage.delete_listed(key)
