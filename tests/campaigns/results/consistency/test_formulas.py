"""Formulas held to examples worked by hand and to published ones."""

from datetime import date, timedelta

import pytest

from campaigns.results.consistency import formulas
from campaigns.results.consistency.formulas import MonthFour, Silence

START, END = date(2026, 9, 1), date(2026, 11, 30)


def days(*after: int) -> list[date]:
    return [START + timedelta(days=n) for n in after]


@pytest.mark.parametrize(
    ("active", "silence"),
    [
        (days(), Silence(START, END, True)),
        (days(*range(91)), None),  # every day: nothing was silent
        (days(0, 1, 40, 89), Silence(*days(41, 88), False)),
        (days(0, 20), Silence(days(21)[0], END, True)),  # the gap that is still open counts
        (days(60, 75), Silence(START, days(59)[0], False)),  # and the one before the first
    ],
)
def test_the_longest_silence_has_both_ends(active, silence):
    assert formulas.silence_in(active, START, END) == silence


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        ([7] * 25, -1.0),  # every Tuesday (the demonstration on six synthetic pages)
        ([7] * 9, None),  # too few to say
        # By hand: mean 10, variance 640, r = 2.530; (3.464 r - 3.162) / (1.464 r + 3.162).
        ([*[2] * 10, 90], 0.816),
    ],
)
def test_bursts_are_told_from_chance(gaps, said):
    found = formulas.burstiness(
        [START + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)]
    )
    if said is None:
        assert found is None
    else:
        assert found == pytest.approx(said, abs=0.001)


@pytest.mark.parametrize(
    ("people_by_deeds", "share", "gini"),
    [
        ({4: 5}, 3 / 5, 0.0),  # all alike
        ({0: 4, 20: 1}, 1.0, 1.0),  # one has done it all
        # By hand over 1, 2, 3, 4, 10: sum((2i - 6) x) = -4 - 4 + 0 + 8 + 40 = 40; / (4 * 20).
        ({1: 1, 2: 1, 3: 1, 4: 1, 10: 1}, 17 / 20, 0.5),
        ({0: 2, 1: 2, 9: 2}, 19 / 20, 72 / 100),  # (-1 + 1 + 27 + 45) / (5 * 20)
        ({9: 3}, None, None),  # three people are always the three busiest
        ({0: 9, 1: 5}, None, None),  # five deeds say nothing
    ],
)
def test_who_carries_it(people_by_deeds, share, gini):
    assert formulas.top_share(people_by_deeds) == (share if share is None else pytest.approx(share))
    assert formulas.gini(people_by_deeds) == (gini if gini is None else pytest.approx(gini))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.9] * 12, None),  # not there yet
        ([0.2] * 4 + [0.9] * 8 + [0.9], MonthFour(False, 0.9, 0.9)),
        ([0.2] * 4 + [0.9] * 8 + [0.59], MonthFour(True, 0.9, 0.59)),
        ([0.9] * 12 + [0.61] * 6, None),  # well past it, and nothing is the matter
        ([0.9] * 12 + [0.5] * 20, MonthFour(True, 0.9, 0.5)),
        ([0.0] * 14, None),  # nobody began
    ],
)
def test_the_fourth_month_is_warned_of(shares, said):
    found = formulas.month_four(shares)
    if said is None:
        assert found is None
    else:
        assert (found.is_tiring, found.before, found.now) == (
            said.is_tiring,
            pytest.approx(said.before),
            said.now,
        )
