"""The arithmetic of results, worked out by hand."""

from datetime import date

import pytest

from campaigns.results.groups import GroupResult, hide_few, merge_small, sum_without_few
from campaigns.results.ladder import (
    Ladder,
    Week,
    add_days_up,
    fill_weeks,
    spike,
    sum_of,
)

MONDAY = date(2026, 11, 2)  # week 45


def unit(name: str | None, people: int, sign_ups: int = 0) -> GroupResult:
    return GroupResult(
        name=name, ambassadors=people, conversations=people, sign_ups=sign_ups, confirmed=0
    )


def shape(units: list[GroupResult]) -> list[tuple[str | None, int, int, int]]:
    return [(u.name, u.merged, u.ambassadors, u.sign_ups) for u in units]


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        ([], []),
        ([unit("A", 4, 9)], []),
        ([unit("A", 5, 9)], [("A", 0, 5, 9)]),
        ([unit("A", 2, 1), unit("B", 2, 1)], []),
        ([unit("A", 2, 1), unit("B", 3, 2)], [(None, 2, 5, 3)]),
        (
            [unit("A", 8, 3), unit("B", 4, 9), unit("C", 3, 1)],
            [("A", 0, 8, 3), (None, 2, 7, 10)],
        ),
        # One alone under five would be told from the total: the smallest large one joins it.
        (
            [unit("A", 9, 3), unit("B", 6, 8), unit("C", 1, 1)],
            [("A", 0, 9, 3), (None, 2, 7, 9)],
        ),
        ([unit(None, 5, 1), unit("B", 5, 1)], [(None, 0, 5, 1), ("B", 0, 5, 1)]),
    ],
)
def test_units_under_five_are_merged_or_hidden(units, shown):
    assert shape(merge_small(units)) == shown


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], []),
        ([9, 0, 12], [9, 0, 12]),
        # The one small number could be subtracted: the next smallest goes with it.
        ([100, 3, 7, 20], [100, None, None, 20]),
        # Two that come to fewer than five give each other away.
        ([100, 2, 2, 20], [100, None, None, None]),
        ([100, 4, 3, 20], [100, None, None, 20]),
        # The whole is few itself and not shown: nothing can be subtracted.
        ([3, 0, 1], [None, 0, None]),
        ([3, 0], [None, 0]),
        # Five that come to five are one each, unless there may be noughts among them.
        ([1, 1, 1, 1, 1], [None] * 5),
        ([2, 1, 1, 1, 0, 0], [None] * 6),
        ([1, 1, 1, 1, 1, 9, 0, 30], [*[None] * 6, 0, 30]),
        ([4, 1, 0], [None, None, 0]),
    ],
)
def test_a_number_of_few_cannot_be_found_from_the_others(numbers, shown):
    assert hide_few(numbers) == shown
    hidden = [number for number, cell in zip(numbers, shown, strict=True) if cell is None]
    assert not hidden or sum(numbers) < 5 or (len(hidden) > 1 and sum(hidden) >= 5)


@pytest.mark.parametrize(
    ("numbers", "whole"),
    [
        ([], 0),
        ([20, 30, 0], 50),
        ([20, 3], 20),  # 23 less the 20 of a paper would be the three
        ([20, 2, 2], 20),
        ([20, 4, 3], 27),
        ([1, 1, 1, 1, 1], 4),  # five that come to five; four are not shown
        ([3, 0], 3),
    ],
)
def test_a_sum_gives_no_few_away(numbers, whole):
    assert sum_without_few(numbers) == whole


@pytest.mark.parametrize(
    ("numbers", "index"),
    [
        ([], None),
        ([9, 1], None),
        ([0, 0, 0], None),
        ([4, 4, 4], None),
        ([4, 8, 4], 1),
        ([4, 7, 4], None),
        ([0, 0, 1], None),
        ([0, 2, 0], 1),
        ([10, 12, 38, 11, 9], 2),
    ],
)
def test_a_spike_is_twice_the_mean_of_the_others(numbers, index):
    assert spike(numbers) == index


def test_days_are_added_up_to_their_weeks():
    days = [
        (date(2026, 11, 8), 1, 0, 0, 0, 1),
        (date(2026, 11, 9), 0, 0, 2, 0, 0),
        (date(2026, 11, 2), 4, 1, 0, 1, 0),
    ]
    assert add_days_up(days) == [
        Week(monday=MONDAY, clicks=5, conversations=1, confirmed=1, posts=1),
        Week(monday=date(2026, 11, 9), sign_ups=2),
    ]


def test_weeks_without_anything_are_there_too():
    weeks = fill_weeks(
        [Week(monday=MONDAY, clicks=3)], first=date(2026, 10, 30), last=date(2026, 11, 10)
    )
    assert [(w.number, w.clicks) for w in weeks] == [(44, 0), (45, 3), (46, 0)]


def test_the_new_year_has_its_iso_week():
    weeks = fill_weeks([], first=date(2026, 12, 30), last=date(2027, 1, 4))
    assert [w.number for w in weeks] == [53, 1]


def test_who_was_reached_outside_the_dates_is_shown_but_an_old_post_stretches_nothing():
    known = [
        Week(monday=date(2015, 6, 1), posts=1),
        Week(monday=date(2026, 10, 26), clicks=1),
        Week(monday=date(2026, 11, 16), sign_ups=1),
    ]
    weeks = fill_weeks(known, first=MONDAY, last=date(2026, 11, 8))
    assert [w.number for w in weeks] == [44, 45, 46, 47]


def test_a_campaign_that_begins_later_has_no_weeks():
    assert fill_weeks([], first=date(2026, 12, 1), last=date(2026, 11, 1)) == []


def test_the_ladder_is_the_sum_of_all_weeks():
    weeks = [
        Week(monday=MONDAY, clicks=5, conversations=1, sign_ups=2, confirmed=1, posts=9),
        Week(monday=date(2026, 11, 9), clicks=2, sign_ups=1),
    ]
    assert sum_of(weeks) == Ladder(clicks=7, conversations=1, sign_ups=3, confirmed=1)
