"""Units out of a list: what becomes of each row, before anything is written. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.units.errors import NoUnitColumn
from core.spreadsheets import SpreadsheetRow

LONGEST_NAME = 120
UNIT_HEADINGS = frozenset({"unit", "units", "name", "enhed", "enheder", "navn", "afdeling"})
PARENT_HEADINGS = frozenset({"parent", "area", "område", "omraade", "overenhed", "forvaltning"})


class Fate(StrEnum):
    """What happens to a row."""

    ADD = "add"
    KNOWN = "known"
    DOUBLE = "double"
    ELSEWHERE = "elsewhere"
    TOO_DEEP = "too_deep"
    NAMELESS = "nameless"
    TOO_LONG = "too_long"

    @property
    def label(self) -> LazyString:
        """What it is called on screen."""
        return LABELS[self]


LABELS: dict[Fate, LazyString] = {
    Fate.ADD: _l("Will be added"),
    Fate.KNOWN: _l("Here already"),
    Fate.DOUBLE: _l("Twice in the list"),
    Fate.ELSEWHERE: _l("Here already, in another area. Move it by hand."),
    Fate.TOO_DEEP: _l("Its area lies in an area itself; there are two levels."),
    Fate.NAMELESS: _l("Has no name"),
    Fate.TOO_LONG: _l("The name is longer than 120 letters"),
}


@dataclass(frozen=True)
class UnitRow:
    """One unit of the list."""

    number: int
    name: str
    parent: str
    fate: Fate


@dataclass
class Known:
    """What is known while a list is read: each unit's name in lower case, with its area's."""

    parents: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)


def read(rows: Iterable[SpreadsheetRow], here: Mapping[str, str]) -> list[UnitRow]:
    """Return each row with its fate; ``here`` has the units there are, and the areas of each.

    An area that the list only names beside a unit comes as a row of its own. Raises NoUnitColumn.
    """
    listed = list(rows)
    if not listed:
        raise NoUnitColumn
    unit, parent = _columns(listed[0].cells)
    pairs = [(row.number, _cell(row.cells, unit), _cell(row.cells, parent)) for row in listed[1:]]
    above = {name.casefold(): parent.casefold() for _number, name, parent in pairs if name}
    known = Known({name.casefold(): parent.casefold() for name, parent in here.items()})
    found: list[UnitRow] = []
    for number, name, area in pairs:
        is_new_area = area and area.casefold() not in known.parents | above
        if is_new_area and len(area) <= LONGEST_NAME:
            found.append(_judge(number, area, "", known, above))
        found.append(_judge(number, name, area, known, above))
    return found


def _columns(headings: Sequence[str]) -> tuple[int, int | None]:
    named = [heading.strip().casefold() for heading in headings]
    unit = next((n for n, heading in enumerate(named) if heading in UNIT_HEADINGS), None)
    if unit is None:
        raise NoUnitColumn
    return unit, next((n for n, heading in enumerate(named) if heading in PARENT_HEADINGS), None)


def _cell(cells: Sequence[str], column: int | None) -> str:
    return " ".join(cells[column].split()) if column is not None and column < len(cells) else ""


def _judge(number: int, name: str, parent: str, known: Known, above: Mapping[str, str]) -> UnitRow:
    fate = _fate(name, parent, known, above)
    if fate is Fate.ADD:
        known.parents[name.casefold()] = parent.casefold()
    known.listed.add(name.casefold())
    return UnitRow(number, name, parent, fate)


def _fate(name: str, parent: str, known: Known, above: Mapping[str, str]) -> Fate:
    key, area = name.casefold(), parent.casefold()
    if not name:
        return Fate.NAMELESS
    if max(len(name), len(parent)) > LONGEST_NAME:
        return Fate.TOO_LONG
    if key in known.listed:
        return Fate.DOUBLE
    if key in known.parents:
        return Fate.KNOWN if known.parents[key] == area else Fate.ELSEWHERE
    if area and (area == key or known.parents.get(area, above.get(area, ""))):
        return Fate.TOO_DEEP
    is_an_area = key in above.values() or key in known.parents.values()
    return Fate.TOO_DEEP if area and is_an_area else Fate.ADD
