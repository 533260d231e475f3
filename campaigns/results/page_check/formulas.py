"""What a row of days and numbers says: pure functions, each with its source.

A day counts once, however much was posted on it. What cannot be said is None, never nought.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from statistics import fmean, median, pstdev

WEEK = 7


def gaps_of(days: Sequence[date]) -> list[int]:
    """Return the days between one day with posts and the next; ``days`` are sorted and distinct."""
    return [(after - before).days for before, after in pairwise(days)]


def longest_silence(days: Sequence[date], as_of: date) -> tuple[date, date] | None:
    """Return the two ends of the longest silence, the open one to today among them.

    Leaving the open gap out makes a page that has died look regular: the last gap is censored,
    not absent (Kivelä & Porter 2015, *Physical Review E* 92:052813).
    """
    if not days:
        return None
    ends = [*pairwise(days), (days[-1], as_of)]
    return max(ends, key=lambda pair: pair[1] - pair[0])


def active_weeks(days: Sequence[date], as_of: date, weeks: int) -> int:
    """Return in how many of the last ``weeks`` times seven days there was a post."""
    back = {(as_of - day).days // WEEK for day in days}
    return len({week for week in back if 0 <= week < weeks})


def coefficient_of_variation(gaps: Sequence[int]) -> float | None:
    """Return r = sd(gaps) / mean(gaps): 0 is clockwork, about 1 is random."""
    return pstdev(gaps) / fmean(gaps) if len(gaps) > 1 else None


def burstiness(gaps: Sequence[int]) -> float | None:
    """Return B = (r - 1) / (r + 1): -1 regular, 0 random, +1 in bursts.

    Goh & Barabási 2008, *EPL* 81:48002.
    """
    r = coefficient_of_variation(gaps)
    return None if r is None else (r - 1) / (r + 1)


def burstiness_of_few(gaps: Sequence[int]) -> float | None:
    """Return burstiness corrected for few gaps; None under ten, where it says nothing.

    A_n = (sqrt(n+1) r - sqrt(n-1)) / ((sqrt(n+1) - 2) r + sqrt(n-1)), n the number of gaps:
    Kim & Jo 2016, *Physical Review E* 94:032311. Its own spread at ten gaps is 0.18, so nothing
    hangs on a difference of 0.1.
    """
    r, n = coefficient_of_variation(gaps), len(gaps)
    if r is None or n < 10:
        return None
    return (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1))


def wilson(part: int, whole: int, z: float = 1.959964) -> tuple[float, float] | None:
    """Return between which shares the true one lies, 95 times of 100.

    Wilson 1927, *Journal of the American Statistical Association* 22:209-212. Twelve of twenty
    are 60 %, and the truth is between 39 % and 78 %.
    """
    if not whole:
        return None
    share, square = part / whole, z * z / whole
    middle = share + square / 2
    wide = z * sqrt(share * (1 - share) / whole + square / (4 * whole))
    return (middle - wide) / (1 + square), (middle + wide) / (1 + square)


def gini(values: Sequence[int]) -> float | None:
    """Return how unequally something is spread: 0 evenly, 1 all of it in one place.

    G = sum((2i - n - 1) x_i) / (n sum x) over sorted values (Gini 1912), times n / (n - 1), which
    makes up for few values (Deltas 2003, *Review of Economics and Statistics* 85:226-234).
    """
    n, whole = len(values), sum(values)
    if n < 2 or not whole:
        return None
    spread = sum((2 * i - n - 1) * x for i, x in enumerate(sorted(values), start=1))
    return spread / ((n - 1) * whole)


def share_with(values: Sequence[int]) -> float | None:
    """Return the share of posts with at least one: P1 for likes, C1 for comments.

    Bonsón & Ratkai 2013, *Online Information Review* 37(5):787-803; 1 - C1 are silent posts.
    """
    return sum(1 for value in values if value) / len(values) if values else None


def middle(values: Sequence[int]) -> float | None:
    """Return the median, which one post that ran far does not move."""
    return float(median(values)) if values else None


def engagement_rate(interactions: Sequence[int], followers: int | None) -> float | None:
    """Return the median over posts of (likes + comments) / followers.

    Rival IQ's definition of the engagement rate per post. Sellers' benchmarks differ by a factor
    of ten, because their definitions do: it is only held against the page's own past.
    """
    half = middle(interactions)
    return None if half is None or not followers else half / followers


def days_back(as_of: date, days: int) -> date:
    """Return the first of the last so many days."""
    return as_of - timedelta(days=days - 1)
