"""All campaigns together, for people who may not see a name.

Whoever reads this may hold the board paper of each campaign as well. So it is put together from
the papers: a number that is left out of one is in none of these sums, and a group that is not
shown by itself in one is not shown by itself here. Subtracting papers from it gives nothing that
they do not say.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaigns.results import breakdown, breaking_down, queries, tables
from campaigns.results.enums import GROUPED, By
from campaigns.results.groups import (
    SMALLEST_GROUP,
    GroupResult,
    merge_small,
    sum_of_groups,
    sum_without_few,
)
from campaigns.results.ladder import Day, Ladder, add_days_up, sum_of

MERGED = "\1"
Days = Mapping[uuid.UUID, Sequence[Day]]
Unsaid = set[tuple[str, str]]  # columns of groups, by their keys


@dataclass(frozen=True, kw_only=True)
class Whole:
    """Some campaigns in one; those in which fewer than five take part are left out."""

    campaigns: int
    left_out: int
    ladder: Ladder
    activity: queries.Activity
    tables: Sequence[tables.Table]


def whole_of(campaign_ids: Sequence[uuid.UUID], since: date) -> Whole:
    """Return campaigns as one; ``since`` is the day from which somebody has been active lately."""
    people = queries.people_in_each(campaign_ids)
    ids = [one for one in campaign_ids if people.get(one, 0) >= SMALLEST_GROUP]
    days = queries.days_of_each(ids)
    ladders = [sum_of(add_days_up(some)) for some in days.values()]
    steps = {
        step: sum_without_few([getattr(one, step) for one in ladders])
        for step in ("conversations", "sign_ups", "confirmed")
    }
    found = [
        *(_groups(ids, by, ladders) for by in GROUPED),
        tables.make(By.CHANNEL, breaking_down.channel_rows(ids), shared=True),
        _periods(days),
    ]
    return Whole(
        campaigns=len(ids),
        left_out=len(campaign_ids) - len(ids),
        ladder=Ladder(clicks=sum(one.clicks for one in ladders), **steps),
        activity=queries.activity(ids, since),
        tables=breakdown.telling(found),
    )


def _groups(ids: Sequence[uuid.UUID], by: By, ladders: Sequence[Ladder]) -> tables.Table:
    """Return the groups of all campaigns, apart only where every paper shows them apart."""
    of_each = breaking_down.groups_of_each(ids, by)
    papers, elsewhere = [], 0
    for groups, ladder in zip(of_each.values(), ladders, strict=True):
        unknown = max(ladder.sign_ups - sum_of_groups(groups).sign_ups, 0)
        rows = [*merge_small(groups), *tables.nobodys(unknown)]
        papers.append(tables.make(by, rows, shared=True))
        elsewhere += unknown
    small = {
        one.key
        for groups, paper in zip(of_each.values(), papers, strict=True)
        for one in groups
        if one.key not in {row.key for row in paper.rows if row.is_group}
    }
    rows = _added_up(of_each, small, breaking_down.people_by(ids, by))
    unsaid = _unsaid(papers, small)
    return tables.make(by, [*rows, *tables.nobodys(elsewhere)], shared=True, unsaid=unsaid)


def _added_up(
    of_each: Mapping[uuid.UUID, Sequence[GroupResult]],
    small: set[str],
    people: Mapping[str, int],
) -> list[GroupResult]:
    """Return each group's numbers in all campaigns, the small ones as one row, the largest first.

    Somebody who takes part in several campaigns is one ambassador.
    """
    same: dict[str, list[GroupResult]] = defaultdict(list)
    for groups in of_each.values():
        for group in groups:
            same[group.key].append(group)
    found = {
        key: replace(
            sum_of_groups(some),
            name=some[0].name,
            key=key,
            merged=0,
            ambassadors=people.get(key, 0),
        )
        for key, some in same.items()
    }
    large = sorted(
        (one for key, one in found.items() if key not in small),
        key=lambda one: (-one.sign_ups, one.name or ""),
    )
    together = [one for key, one in found.items() if key in small]
    return [*large, replace(sum_of_groups(together), key=MERGED)] if together else large


def _unsaid(papers: Iterable[tables.Table], small: Collection[str]) -> Unsaid:
    """Return what some paper does not say."""
    return {
        (column, _place(row, small))
        for paper in papers
        for row in paper.rows
        for column, cell in zip(paper.columns, row.cells, strict=True)
        if cell is None
    }


def _place(row: tables.Row, small: Collection[str]) -> str:
    """Return the key of the row here that a paper's row is part of."""
    if row.rank == tables.NOBODYS:
        return tables.UNNAMED
    return MERGED if row.key is None or row.key in small else row.key


def _periods(days: Days) -> tables.Table:
    """Return what happened as time goes, without what a paper leaves out of the same time."""
    every = [day for some in days.values() for day in some]
    starting = breakdown.span_of(every, shared=True)
    unsaid: Unsaid = set()
    for some in days.values():
        for span in {breakdown.span_of(some, shared=True), starting}:
            left_out = _left_out(some, span)
            unsaid |= {
                (column, starting(day).isoformat())
                for day, *_numbers in some
                for column in left_out.get(span(day).isoformat(), ())
            }
    periods = breakdown.in_spans(every, starting)
    return tables.make(By.PERIOD, periods, shared=True, unsaid=unsaid)


def _left_out(days: Iterable[Day], span: breakdown.Span) -> dict[str, list[str]]:
    """Return, by time, the columns that a paper in such times leaves out."""
    paper = tables.make(By.PERIOD, breakdown.in_spans(days, span), shared=True)
    return {
        str(row.key): [
            column for column, cell in zip(paper.columns, row.cells, strict=True) if cell is None
        ]
        for row in paper.rows
        if None in row.cells
    }
