"""What becomes of each row of a list, as far as the list itself can tell. Pure."""

import sys
import uuid
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.dates import moment_of
from campaigns.outcomes.imports.enums import Column, RowFate
from campaigns.outcomes.imports.references import (
    LONGEST,
    code_in,
    is_id_number,
    kept_reference,
)
from campaigns.outcomes.imports.stages import stage_of
from core.lists import one_line, shortened
from core.spreadsheets import SpreadsheetRow

LONGEST_SHOWN = 40
ABSENT = sys.maxsize  # a column that no row has


class Told(NamedTuple):
    """What a row says, as text: its number, code, status and date."""

    reference: str
    code: str
    status: str
    date: str


class Judged(NamedTuple):
    """One row as we understand it, and its fate."""

    number: int
    fate: RowFate
    reference: str
    code: str
    status: str
    date: str
    participation_id: uuid.UUID | None
    stage: Stage | None
    told_at: datetime | None


@dataclass(frozen=True)
class Rules:
    """What rows are judged by: the goal, the codes of its campaign, the zone and the hour."""

    goal_id: uuid.UUID
    codes: Mapping[str, uuid.UUID]
    zone: ZoneInfo
    now: datetime
    default_stage: Stage


@dataclass
class Judge:
    """Judges rows one after the other; it remembers numbers, to see those that come twice."""

    columns: InitVar[Mapping[str, int]]
    rules: Rules
    seen: set[str] = field(default_factory=set)
    _places: list[int] = field(init=False)

    def __post_init__(self, columns: Mapping[str, int]) -> None:
        self._places = [columns.get(column, ABSENT) for column in Column]

    def judge(self, row: SpreadsheetRow) -> Judged:
        """Return what a row says and what becomes of it, as far as the list itself can tell."""
        cells, width = row.cells, len(row.cells)
        told = Told(*[one_line(cells[n]) if n < width else "" for n in self._places])
        judged = judge(row.number, told, self.rules)
        if judged.fate is RowFate.COUNT or judged.fate is RowFate.UNKNOWN_CODE:
            if judged.reference in self.seen:
                return judged._replace(fate=RowFate.DOUBLE)
            self.seen.add(judged.reference)
        return judged


def judge(number: int, told: Told, rules: Rules) -> Judged:
    """Return what becomes of one row by itself. What looks like a CPR number is not kept."""
    code = code_in(told.code) if told.code else ""
    participation_id = rules.codes.get(code) if code else None
    stage = stage_of(told.status) if told.status else rules.default_stage
    told_at = moment_of(told.date, rules.zone, rules.now) if told.date else None
    fate = _fate(told, stage, told_at, is_unknown=bool(code) and participation_id is None)
    is_kept = fate not in (RowFate.ID_NUMBER, RowFate.LONG_REFERENCE) and told.reference
    return Judged(
        number=number,
        fate=fate,
        reference=kept_reference(told.reference, rules.goal_id) if is_kept else "",
        code=_shown(code),
        status=_shown(told.status),
        date=_shown(told.date),
        participation_id=participation_id,
        stage=stage,
        told_at=told_at,
    )


@lru_cache(maxsize=1_024)  # codes, words and days come again and again
def _shown(text: str) -> str:
    return "" if is_id_number(text) else shortened(text, LONGEST_SHOWN)


def _fate(
    told: Told, stage: Stage | None, told_at: datetime | None, *, is_unknown: bool
) -> RowFate:
    if not told.reference:
        return RowFate.NO_REFERENCE
    if is_id_number(told.reference):
        return RowFate.ID_NUMBER
    if len(told.reference) > LONGEST:
        return RowFate.LONG_REFERENCE
    if stage is None:
        return RowFate.UNKNOWN_STATUS
    if told.date and told_at is None:
        return RowFate.BAD_DATE
    return RowFate.UNKNOWN_CODE if is_unknown else RowFate.COUNT
