"""What every breakdown is shown as: on screen, in files, on paper and behind a shared link alike.

One table is made once and all of them write down its rows, so they cannot differ.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.organisations.words import capitalised
from ambassadors.enums import Kind
from campaigns.posts.enums import PostChannel
from campaigns.results.enums import GROUPED, By
from campaigns.results.groups import Cell, GroupResult, hide_few
from campaigns.tracking.enums import LinkChannel
from core.formats import format_number

NOT_SHOWN = "–"
MOST_DRAWN = 8
# People who were told, not ambassadors: their numbers are the ones that could show somebody.
OF_PEOPLE = ("conversations", "sign_ups", "told", "imported", "tracked", "confirmed")
COLUMNS: dict[By, tuple[str, ...]] = {
    **dict.fromkeys(
        GROUPED,
        (
            "ambassadors",
            "clicks",
            "conversations",
            "sign_ups",
            "tracked",
            "told",
            "imported",
            "confirmed",
            "posts",
        ),
    ),
    By.CHANNEL: ("clicks", "posts"),
    By.PERIOD: ("clicks", "conversations", "sign_ups", "confirmed", "posts"),
}
WAYS = ("tracked", "told", "imported")
HEADINGS = {
    "clicks": _l("Clicks"),
    "conversations": _l("Conversations"),
    "sign_ups": _l("Signed up"),
    "tracked": _l("by link"),
    "told": _l("told"),
    "imported": _l("lists"),
    "confirmed": _l("Came"),
    "posts": _l("Posts"),
}
FIRST: dict[By, object] = {
    By.UNIT: _l("Unit"),
    By.KIND: _l("Kind"),
    By.FUNCTION: _l("Function"),
    By.CHANNEL: _l("Channel"),
    By.PERIOD: _l("Period"),
}
CHANNELS: Mapping[str, object] = {
    **{one.value: one.label for one in PostChannel},
    **{one.value: one.label for one in LinkChannel},
}


@dataclass(frozen=True)
class Row:
    """One row: what it is about, its numbers, and what its people are found by, if they are."""

    label: str
    cells: tuple[Cell, ...]
    key: str | None = None
    rank: int = 0  # groups first, then several together, last those nobody knows who told
    goals: tuple[int, ...] = ()  # how much of each goal it brought

    @property
    def is_group(self) -> bool:
        """Whether it is about one group, by its name."""
        return not self.rank


@dataclass(frozen=True, kw_only=True)
class Table:
    """A breakdown as everybody gets it."""

    by: By
    columns: tuple[str, ...]
    rows: Sequence[Row]
    hides_some: bool
    merged: int

    @property
    def title(self) -> str:
        """What the table is called."""
        return title_of(self.by)

    @property
    def tells_more(self) -> bool:
        """Whether it says more than the whole: time does, and so do at least two groups."""
        of_groups = [row for row in self.rows if row.is_group or row.cells[0]]
        return self.by is By.PERIOD or len(of_groups) > 1

    @property
    def leading(self) -> str:
        """The column that is drawn and told about."""
        return "sign_ups" if "sign_ups" in self.columns else "clicks"

    @property
    def drawn(self) -> list[dict[str, object]]:
        """The largest groups as the chart draws them, or all as time goes; hidden ones are not."""
        place = self.columns.index(self.leading)
        told = [(row.label, row.cells[place]) for row in self.rows if row.is_group]
        found = [(label, number) for label, number in told if number is not None]
        if self.by is not By.PERIOD:
            found = sorted(found, key=lambda one: -one[1])[:MOST_DRAWN]
            found = [(label, number) for label, number in found if number]
        return [{"label": _short(self.by, label), "value": number} for label, number in found]

    @property
    def headings(self) -> list[str]:
        """The columns' names, that of the rows first."""
        return [str(self.first), *(heading(column) for column in self.columns)]

    @property
    def heads(self) -> list[str | tuple[str, str]]:
        """The headings as a table on screen takes them."""
        first, *others = self.headings
        return [first, *((one, "num") for one in others)]

    @property
    def orders(self) -> list[tuple[str, str]]:
        """What the rows can be sorted by."""
        return list(zip(("name", *self.columns), self.headings, strict=True))

    @property
    def first(self) -> str:
        """What the rows are."""
        return capitalised("cohort") if self.by is By.COHORT else str(FIRST[self.by])


def title_of(by: By) -> str:
    """Return what a breakdown is called, as its tab says it."""
    titles = {
        By.UNIT: _("By unit"),
        By.COHORT: _("By cohort"),
        By.KIND: _("By kind"),
        By.FUNCTION: _("By function"),
        By.CHANNEL: _("By channel"),
        By.PERIOD: _("By period"),
    }
    return str(titles[by])


def heading(column: str) -> str:
    """Return a column's name."""
    return capitalised("ambassadors") if column == "ambassadors" else str(HEADINGS[column])


def _short(by: By, label: str) -> str:
    """Return a unit's name without its area, a week without its days, and any other name whole."""
    if by is By.PERIOD:
        return label.partition(",")[0]
    return label.rpartition(" › ")[2] if by is By.UNIT else label


def sentence(table: Table) -> str:
    """Return what a breakdown shows first, in a sentence."""
    drawn = table.drawn
    most = max(drawn, key=lambda one: int(str(one["value"])), default=None)
    if most is None or not most["value"]:
        few = table.merged and not any(row.is_group for row in table.rows)
        return str(_("All groups here are small") if few else _("Nothing to show here yet"))
    words = {"name": most["label"], "number": format_number(int(str(most["value"])))}
    if table.leading == "clicks":
        return str(_("Most clicks from %(name)s: %(number)s", **words))
    return str(_("%(name)s brought the most: %(number)s signed up", **words))


def notes(table: Table) -> str:
    """Return what has to be said under a breakdown."""
    said = []
    if table.hides_some:
        said.append(
            _(
                "A dash stands for fewer than five people, or for a number that would give such a "
                "number away."
            )
        )
    if table.merged:
        said.append(
            _(
                "Groups of fewer than five ambassadors are shown together, so that nobody can be "
                "picked out."
            )
        )
    return " ".join(said)


def drawn_title(table: Table) -> str:
    """Return what the chart of a breakdown draws."""
    clicks = table.leading == "clicks"
    return str(_("Clicks") if clicks else _("How many signed up"))


def shown(cell: Cell) -> str:
    """Return a number as it is read on screen."""
    return NOT_SHOWN if cell is None else format_number(cell)


def label(by: By, group: GroupResult) -> str:
    """Return what a row is about."""
    if group.merged:
        return str(
            ngettext("%(num)d small group", "%(num)d small groups together", group.merged)
            if by is not By.UNIT
            else ngettext("One other unit", "%(num)d other units", group.merged)
        )
    if by is By.UNIT:
        return group.name or str(_("Without a unit"))
    if by is By.FUNCTION:
        return (group.name or "").strip() or str(_("No function named"))
    if by is By.KIND and group.name:
        return str(Kind(group.name).label)
    if by is By.CHANNEL and group.name:
        return str(CHANNELS.get(group.name, group.name))
    return group.name or NOT_SHOWN


def make(
    by: By, groups: Iterable[GroupResult], *, shared: bool, unsaid: Collection[tuple[str, str]] = ()
) -> Table:
    """Return groups as a table; where it is shared, no number of few people can be found in it.

    ``unsaid`` are columns of groups, by their keys, that are not to be shown in any case.
    """
    held = list(groups)
    columns = tuple(one for one in COLUMNS[by] if _is_told(one, held, shared=shared))
    of_columns = [_column(held, column, shared=shared) for column in columns]
    rows = []
    for group, cells in zip(held, zip(*of_columns, strict=True), strict=True):
        told = zip(columns, cells, strict=True)
        cells = tuple(None if (name, group.key) in unsaid else cell for name, cell in told)
        rows.append(_row(by, group, cells))
    return Table(
        by=by,
        columns=columns,
        rows=rows,
        hides_some=any(None in row.cells for row in rows),
        merged=sum(group.merged for group in held),
    )


def nobodys(sign_ups: int, goals: tuple[int, ...] = ()) -> list[GroupResult]:
    """Return sign-ups that belong to no group as a row, with which the others are the whole."""
    name = _("Told by an ambassador, not known which")
    found = GroupResult(name=name, key=UNNAMED, sign_ups=sign_ups, told=sign_ups, goals=goals)
    return [found] if sign_ups > 0 else []


def _is_told(column: str, groups: Sequence[GroupResult], *, shared: bool) -> bool:
    """Say whether a column is worth its place: how we know only where there are several ways."""
    if column not in WAYS:
        return True
    ways = [way for way in WAYS if any(getattr(group, way) for group in groups)]
    return not shared and column in ways and ways != ["tracked"]


UNNAMED = "\0"
GROUP, TOGETHER, NOBODYS = range(3)  # the order of a table's rows


def _row(by: By, group: GroupResult, cells: tuple[Cell, ...]) -> Row:
    rank = NOBODYS if group.key == UNNAMED else TOGETHER if group.merged else GROUP
    key = None if rank else group.key
    return Row(_label_of(by, group), cells, key, rank, group.goals)


def _label_of(by: By, group: GroupResult) -> str:
    return group.name or "" if group.key == UNNAMED else label(by, group)


def _column(groups: Sequence[GroupResult], column: str, *, shared: bool) -> list[Cell]:
    numbers = [int(getattr(group, column)) for group in groups]
    return hide_few(numbers) if shared and column in OF_PEOPLE else list(numbers)
