"""Formulas against examples worked by hand and published ones, and ten pages as described."""

from dataclasses import replace
from datetime import date, timedelta
from math import isclose, sqrt

from campaigns.results.page_check import formulas
from campaigns.results.page_check.counting import count
from campaigns.results.page_check.diagnosing import diagnose
from campaigns.results.page_check.enums import Answer, Finding, Verdict
from tests.campaigns.results.page_check.described import (
    PAGES,
    TODAY,
    TUESDAYS,
    back,
    page,
)


def test_formulas_give_what_is_worked_by_hand() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 7)]
    assert formulas.gaps_of(days) == [2, 4]
    # mean 3, standard deviation 1: r = 1/3, B = (1/3 - 1) / (1/3 + 1) = -1/2
    assert isclose(formulas.burstiness([2, 4]) or 0, -0.5)
    assert formulas.longest_silence(days, date(2026, 1, 9)) == (days[1], days[2])
    assert formulas.longest_silence(days, date(2026, 1, 20)) == (days[2], date(2026, 1, 20))
    assert formulas.active_weeks(days, date(2026, 1, 8), 26) == 2
    # one of four has all: (2*4 - 4 - 1) * 8 / (3 * 8) = 1; all alike: 0
    assert formulas.gini([0, 0, 0, 8]) == 1
    assert formulas.gini([3, 3, 3]) == 0
    assert formulas.share_with([0, 2, 1, 0]) == 0.5
    assert formulas.engagement_rate([10, 30, 500], 1_000) == 0.03
    for unknown in (
        formulas.burstiness([5]), formulas.burstiness_of_few([1, 9] * 4), formulas.gini([0, 0]),
        formulas.wilson(0, 0), formulas.engagement_rate([1], None), formulas.share_with([]),
    ):  # fmt: skip
        assert unknown is None


def test_formulas_give_what_was_published() -> None:
    # Kim & Jo: clockwork is -1, and all at once is +1, whatever n is.
    assert formulas.burstiness_of_few([7] * 25) == -1
    assert isclose(formulas.burstiness_of_few([0] * 26 + [87]) or 0, 1)
    # r = 3.88 at 27 gaps gives B = 0.59 and A_n = 0.86.
    r, n = 3.88, 27
    a = (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1))
    assert (round((r - 1) / (r + 1), 2), round(a, 2)) == (0.59, 0.86)
    # Wilson: twelve of twenty are between 39 and 78 per cent.
    assert [round(end, 2) for end in formulas.wilson(12, 20) or ()] == [0.39, 0.78]


def test_ten_described_pages_are_judged_right() -> None:
    judged = {one.words: diagnose(one.page).found for one in PAGES}
    assert judged == {one.words: one.found for one in PAGES}
    verdicts = [diagnose(one.page).verdict for one in PAGES]
    assert verdicts == [Verdict.ALIVE] * 3 + [Verdict.DEAD_SIGNS] * 7


def test_a_list_says_nothing_about_the_time_before_it() -> None:
    short = count(page(back(*range(0, 40, 2))))
    assert (short.weeks, short.active_weeks, short.is_whole) == (6, 6, False)
    assert diagnose(page(back(*range(0, 40, 2)))).answers[Finding.FADING] is Answer.UNKNOWN
    # a silence that began before the window is told whole
    long = count(page(back(300, 20, 10)))
    assert (long.longest, long.posts) == (280, 2)


def test_what_is_not_known_is_not_taken_for_none() -> None:
    bare = [replace(post, likes=None, comments=None, part=None) for post in TUESDAYS]
    found = diagnose(page(bare, campaign_was_running=True))
    assert found.unknown == [Finding.TALKING_TO_ITSELF, Finding.NOT_ANSWERING, Finding.ALONE]
    assert found.verdict is Verdict.ALIVE
    assert (found.figures.reactions, found.figures.concentration) == (None, None)
    assert diagnose(page(back(2, 20, 45))).verdict is Verdict.TOO_FEW


def test_a_page_is_held_against_its_last_check() -> None:
    reached = page(TUESDAYS, followers=1_000)
    assert diagnose(reached).figures.engagement == 0.022
    assert diagnose(replace(reached, before=0.05)).found == [Finding.TALKING_TO_ITSELF]
    assert diagnose(replace(reached, before=0.03)).found == []


def test_limits_lie_where_they_are_said_to() -> None:
    for last, silent in ((60, False), (61, True)):
        found = diagnose(page(back(*range(last, 190, 3)))).found
        assert (Finding.SILENT in found) is silent
    assert TODAY - timedelta(days=181) == formulas.days_back(TODAY, 182)
