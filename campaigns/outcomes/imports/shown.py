"""What the pages of a list show: numbers above it, work going on, and its rows as files."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from campaigns.outcomes.imports import queries
from campaigns.outcomes.imports.enums import NOTHING_NEW, TO_FIX, WAITING, ListState, RowFate
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from core import jobs
from core.formats import format_number
from core.lists import Work

KINDS = {
    ListState.READING: "read_outcome_list",
    ListState.COUNTING: "count_outcomes",
    ListState.UNDOING: "undo_outcomes",
}


@dataclass(frozen=True)
class Overview:
    """How many rows a list has, and what becomes of them."""

    counts: Mapping[RowFate, int]

    def _sum(self, fates: tuple[RowFate, ...]) -> int:
        return sum(self.counts.get(fate, 0) for fate in fates)

    @property
    def rows(self) -> int:
        """How many rows hold anything."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """How many would change something."""
        return self._sum(WAITING)

    @property
    def counted(self) -> int:
        """How many have changed something."""
        return self._sum((RowFate.COUNTED, RowFate.CHANGED))

    @property
    def to_fix(self) -> int:
        """How many cannot be counted as they are."""
        return self._sum(TO_FIX)

    @property
    def nothing_new(self) -> int:
        """How many say what is known."""
        return self._sum(NOTHING_NEW)


def overview(import_: OutcomeImport) -> Overview:
    """Return the numbers of a list: of its rows, or as they were kept when those were forgotten."""
    counts = queries.counts_by_fate(import_)
    if not counts:
        fates = {fate: import_.counts.get(fate.value, 0) for fate in RowFate}
        counts = {fate: number for fate, number in fates.items() if number}
    return Overview(counts)


def work(import_: OutcomeImport) -> Work | None:
    """Return what a job is doing with a list, None when it is there to be looked at."""
    if import_.state not in KINDS:
        return None
    job = jobs.latest(KINDS[import_.state], import_.id)
    done, total = (job.done, job.total) if job else (0, 0)
    if import_.state is ListState.READING:
        words = ngettext("%(num)s row is read.", "%(num)s rows are read.", done)
        return Work(words if done else _("The list is being read."), None, 0)
    if import_.state is ListState.UNDOING:
        return Work(_("What the list brought is being taken back."), None, 0)
    if not total:
        return Work(_("The list is being counted."), None, 0)
    text = _(
        "%(done)s of %(total)s rows are counted.",
        done=format_number(done),
        total=format_number(total),
    )
    return Work(text, done, max(1, total))


def headings() -> list[str]:
    """Return the columns of the fix list, which can be brought in again as it is."""
    return [_("Number"), _("Code"), _("Status"), _("Date"), _("Row"), _("What happened"), _("Why")]


def cells(row: OutcomeImportRow) -> list[object]:
    """Return the cells of one row of the fix list."""
    return [
        row.reference,
        row.code,
        row.status,
        row.date,
        row.number,
        str(row.fate.label),
        str(row.fate.hint),
    ]


def example(code: str) -> tuple[list[str], list[list[object]]]:
    """Return a short list as it should look, its headings and its rows."""
    return [_("Number"), _("Code"), _("Status"), _("Date")], [
        ["A-1001", code, _("signed up"), "26-02-2026"],
        ["A-1002", code, _("confirmed"), "27-02-2026"],
        ["A-1003", "", _("cancelled"), "27-02-2026"],
    ]
