"""What becomes of each row of a list, as far as the list itself can tell. Pure."""

import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Generic, NamedTuple, TypeAlias, TypeVar
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
T = TypeVar("T")


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


class Cell(NamedTuple, Generic[T]):
    """A cell as it is shown, what it stands for, and what is wrong with it."""

    shown: str
    value: T | None
    fault: RowFate | None


# What stands beside a row's number: the fate it leads to, and what is kept of each cell.
Cells: TypeAlias = tuple[str, str, str, uuid.UUID | None, Stage | None, datetime | None]
Beside: TypeAlias = tuple[RowFate, Cells]


@dataclass(frozen=True)
class Rules:
    """What rows are judged by: the goal, the codes of its campaign, the zone and the hour."""

    goal_id: uuid.UUID
    codes: Mapping[str, uuid.UUID]
    zone: ZoneInfo
    now: datetime
    default_stage: Stage


class Judge:
    """Judges rows one after the other; it remembers numbers, to see those that come twice."""

    def __init__(self, columns: Mapping[str, int], rules: Rules) -> None:
        self._places = [columns.get(column, ABSENT) for column in Column]
        self._goal_id = rules.goal_id
        self._seen: set[str] = set()
        # Codes, words and days come again and again in a list of thousands, together too.
        code = lru_cache(maxsize=4_096)(lambda text: _code(one_line(text), rules))
        status = lru_cache(maxsize=1_024)(lambda text: _status(one_line(text), rules))
        date = lru_cache(maxsize=1_024)(lambda text: _date(one_line(text), rules))
        self._beside = lru_cache(maxsize=8_192)(
            lambda first, second, third: _beside(code(first), status(second), date(third))
        )

    def judge(self, row: SpreadsheetRow) -> Judged:
        """Return what a row says and what becomes of it, as far as the list itself can tell."""
        number, cells = row
        width = len(cells)
        reference, code, status, date = [cells[n] if n < width else "" for n in self._places]
        beside = self._beside(code, status, date)
        judged = _judged(number, one_line(reference), beside, self._goal_id)
        if judged.fate is RowFate.COUNT or judged.fate is RowFate.UNKNOWN_CODE:
            if judged.reference in self._seen:
                return judged._replace(fate=RowFate.DOUBLE)
            self._seen.add(judged.reference)
        return judged


def judge(number: int, told: Told, rules: Rules) -> Judged:
    """Return what becomes of one row by itself. What looks like a CPR number is not kept."""
    code, status, date = (
        _code(told.code, rules),
        _status(told.status, rules),
        _date(told.date, rules),
    )
    return _judged(number, told.reference, _beside(code, status, date), rules.goal_id)


def _beside(code: Cell[uuid.UUID], status: Cell[Stage], date: Cell[datetime]) -> Beside:
    fate = status.fault or date.fault or code.fault or RowFate.COUNT
    return fate, (code.shown, status.shown, date.shown, code.value, status.value, date.value)


def _judged(number: int, reference: str, beside: Beside, goal_id: uuid.UUID) -> Judged:
    fault, (fate, cells) = _fault_of(reference), beside
    if fault:
        return Judged(number, fault, "", *cells)
    return Judged(number, fate, kept_reference(reference, goal_id), *cells)


def _fault_of(reference: str) -> RowFate | None:
    if not reference:
        return RowFate.NO_REFERENCE
    if is_id_number(reference):
        return RowFate.ID_NUMBER
    return RowFate.LONG_REFERENCE if len(reference) > LONGEST else None


def _code(text: str, rules: Rules) -> Cell[uuid.UUID]:
    code = code_in(text) if text else ""
    part = rules.codes.get(code) if code else None
    return Cell(_shown(code), part, RowFate.UNKNOWN_CODE if code and part is None else None)


def _status(text: str, rules: Rules) -> Cell[Stage]:
    stage = stage_of(text) if text else rules.default_stage
    return Cell(_shown(text), stage, None if stage else RowFate.UNKNOWN_STATUS)


def _date(text: str, rules: Rules) -> Cell[datetime]:
    told_at = moment_of(text, rules.zone, rules.now) if text else None
    return Cell(_shown(text), told_at, RowFate.BAD_DATE if text and told_at is None else None)


def _shown(text: str) -> str:
    return "" if is_id_number(text) else shortened(text, LONGEST_SHOWN)
