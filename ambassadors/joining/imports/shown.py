"""What the pages of a list show: numbers above it, work going on, and its rows as files."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.joining.imports import queries
from ambassadors.joining.imports.enums import ImportState, RowFate
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from core import jobs
from core.formats import format_number
from core.lists import Work

KINDS = {ImportState.READING: "read_invitation_list", ImportState.INVITING: "import_invitations"}


@dataclass(frozen=True)
class Overview:
    """How many rows a list has, and what becomes of them."""

    counts: Mapping[RowFate, int]
    to_invite: int

    @property
    def rows(self) -> int:
        """How many rows hold anything."""
        return sum(self.counts.values())

    @property
    def invited(self) -> int:
        """How many have been invited."""
        return self.counts.get(RowFate.INVITED, 0)

    @property
    def left_out(self) -> int:
        """How many are not and will not be invited."""
        return self.rows - self.to_invite - self.invited


def overview(import_: InvitationImport) -> Overview:
    """Return the numbers of a list."""
    counts = queries.counts_by_fate(import_)
    fates = queries.fates_to_invite(import_.unknown_units)
    return Overview(counts, sum(counts.get(fate, 0) for fate in fates))


def work(import_: InvitationImport) -> Work | None:
    """Return what a job is doing with a list, None when it is there to be looked at."""
    if import_.state not in KINDS:
        return None
    job = jobs.latest(KINDS[import_.state], import_.id)
    done, total = (job.done, job.total) if job else (0, 0)
    if import_.state is ImportState.READING:
        words = ngettext("%(num)s row is read.", "%(num)s rows are read.", done)
        return Work(words if done else _("The list is being read."), None, 0)
    if not total:
        return Work(_("People are being invited"), None, 0)
    text = _(
        "%(done)s of %(total)s people are invited.",
        done=format_number(done),
        total=format_number(total),
    )
    return Work(text, done, max(1, total))


def headings() -> list[str]:
    """Return the columns of the file of rows that are left out."""
    return [_("Row"), _("Name"), _("E-mail"), _("Unit"), _("What happened"), _("Why")]


def cells(row: ImportRow) -> list[object]:
    """Return the cells of one row that is left out."""
    return [
        row.number,
        row.name,
        row.email,
        row.unit_name,
        str(row.fate.label),
        str(row.fate.hint),
    ]


def example(unit: str) -> tuple[list[str], list[list[object]]]:
    """Return a short list as it should look, its headings and its rows."""
    names = [_("Name"), _("E-mail"), _("Unit"), _("Language")]
    return names, [
        ["Anna Sørensen", "anna@example.dk", unit, "dansk"],
        ["Åse Holm", "aase@example.dk", unit, "dansk"],
        ["Kim Berg", "kim@example.dk", "", "english"],
    ]
