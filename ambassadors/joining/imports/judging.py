"""What becomes of each row of a list, as far as the list itself can tell. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ambassadors.joining.imports.columns import language_of
from ambassadors.joining.imports.enums import Column, RowFate
from ambassadors.joining.invitations import is_address
from core.lists import one_line, shortened
from core.spreadsheets import SpreadsheetRow

LONGEST_NAME = 120
LONGEST_SHOWN = 254


class Judged(NamedTuple):
    """One row as we understand it, and its fate."""

    number: int
    fate: RowFate
    email: str
    name: str
    unit_name: str
    unit_id: uuid.UUID | None
    locale: str


@dataclass
class Judge:
    """Judges rows one after the other; it remembers addresses, to see those that come twice."""

    columns: Mapping[str, int]
    units: Mapping[str, uuid.UUID]
    locale: str
    seen: set[str] = field(default_factory=set)

    def judge(self, row: SpreadsheetRow) -> Judged:
        """Return what a row says and what becomes of it, as far as the list itself can tell."""
        email = one_line(self._cell(row, Column.EMAIL)).lower()
        first, last = self._cell(row, Column.NAME), self._cell(row, Column.LAST_NAME)
        name = one_line(f"{first} {last}" if last else first)
        unit_name = one_line(self._cell(row, Column.UNIT))
        unit_id = self.units.get(unit_name.casefold()) if unit_name else None
        fate = self._fate(email, name, bool(unit_name) and unit_id is None)
        return Judged(
            number=row.number,
            fate=fate,
            email=shortened(email, LONGEST_SHOWN),
            name=shortened(name, LONGEST_NAME),
            unit_name=shortened(unit_name, LONGEST_NAME),
            unit_id=unit_id,
            locale=language_of(self._cell(row, Column.LANGUAGE)) or self.locale,
        )

    def _cell(self, row: SpreadsheetRow, column: Column) -> str:
        number = self.columns.get(column)
        return row.cells[number] if number is not None and number < len(row.cells) else ""

    def _fate(self, email: str, name: str, is_unknown: bool) -> RowFate:
        if not email:
            return RowFate.NO_ADDRESS
        if not is_address(email):
            return RowFate.NOT_AN_ADDRESS
        if len(name) > LONGEST_NAME:
            return RowFate.NAME_TOO_LONG
        if email in self.seen:
            return RowFate.DOUBLE
        self.seen.add(email)
        return RowFate.UNKNOWN_UNIT if is_unknown else RowFate.INVITE
