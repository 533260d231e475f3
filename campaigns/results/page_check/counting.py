"""What is counted of a page's posts in the last half-year. Pure: no database, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from campaigns.results.page_check import formulas
from campaigns.results.page_check.enums import Part, Tongue


@dataclass(frozen=True)
class Rules:
    """Where something begins to be the matter."""

    window: int = 182  # days: 26 weeks
    silent_after: int = 60
    fading_below: float = 0.5
    fewest_before: int = 4  # posts in the first half, for fading to mean anything
    steady_weeks: float = 0.6
    few_weeks: float = 0.4
    bursts_over: float = 0.3
    fewest_gaps: int = 10
    without_comments_over: float = 0.7
    reactions_below: float = 0.5
    answered_below: float = 0.5
    own_language_below: float = 0.5
    fewest_posts: int = 5
    ripe_after: int = 7  # days until a post has the reactions it will get


RULES = Rules()


class Post(Protocol):
    """What is looked at of a post, read just now or kept."""

    posted_on: date
    tongue: Tongue
    is_about_work: bool
    likes: int | None
    comments: int | None
    part: Part | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything known of a page on a day; ``before`` is the engagement rate of the last check."""

    posts: Sequence[Post]
    as_of: date
    followers: int | None = None
    comments_seen: int | None = None
    comments_answered: int | None = None
    campaign_was_running: bool = False
    before: float | None = None


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """When was posted."""

    posts: int
    days: int
    weeks: int  # of the window that the list reaches back
    is_whole: bool  # whether it reaches back all of it
    last: date | None
    since_last: int | None
    active_weeks: int
    silence: tuple[date, date] | None
    bursts: float | None
    recent: int
    earlier: int
    by_week: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """What kind of posts they were."""

    own_language: int
    decided: int
    about_work: int
    parts: dict[Part, int]


@dataclass(frozen=True, kw_only=True)
class Reactions:
    """What came back."""

    silent_posts: int
    with_comments_known: int
    reactions: float | None
    reactions_recent: float | None
    reactions_earlier: float | None
    engagement: float | None
    concentration: float | None
    answered: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Figures(Rhythm, Content, Reactions):
    """What was counted; shares are between 0 and 1, None is what could not be said."""

    @property
    def longest(self) -> int | None:
        """The days of the longest silence, the open one among them."""
        return (self.silence[1] - self.silence[0]).days if self.silence else None

    @property
    def active_share(self) -> float | None:
        """The share of weeks with a post."""
        return self.active_weeks / self.weeks if self.weeks else None

    @property
    def own_share(self) -> float | None:
        """The share of posts in the page's language, of those where it can be told."""
        return self.own_language / self.decided if self.decided else None

    @property
    def work_share(self) -> float | None:
        """The share of posts that tell of colleagues, jobs or working here."""
        return self.about_work / self.posts if self.posts else None

    @property
    def known_parts(self) -> int:
        """How many posts it is known of whether an ambassador is in them."""
        return sum(self.parts.values())


def count(page: Page, rules: Rules = RULES) -> Figures:
    """Count what is within the last 26 weeks, or as far back as the list reaches.

    Weeks before the oldest post of the list are not counted as silent: a list of the last twenty
    posts says nothing about them.
    """
    start = formulas.days_back(page.as_of, rules.window)
    posts = [post for post in page.posts if start <= post.posted_on <= page.as_of]
    half = page.as_of - timedelta(days=rules.window // 2)
    parts = (_rhythm(page, posts, start, half, rules), _content(posts))
    reactions = _reactions(page, posts, half, rules)
    return Figures(**vars(parts[0]), **vars(parts[1]), **vars(reactions))


def _rhythm(page: Page, posts: Sequence[Post], start: date, half: date, rules: Rules) -> Rhythm:
    every = sorted({post.posted_on for post in page.posts if post.posted_on <= page.as_of})
    days = [day for day in every if day >= start]
    oldest = max(start, every[0]) if every else page.as_of
    weeks = (page.as_of - oldest).days // formulas.WEEK + 1 if every else 0
    return Rhythm(
        posts=len(posts),
        days=len(days),
        weeks=weeks,
        is_whole=weeks * formulas.WEEK >= rules.window,
        last=every[-1] if every else None,
        since_last=(page.as_of - every[-1]).days if every else None,
        active_weeks=formulas.active_weeks(days, page.as_of, weeks),
        silence=formulas.longest_silence(_from_the_day_before(every, start), page.as_of),
        bursts=formulas.burstiness_of_few(formulas.gaps_of(days)),
        recent=sum(post.posted_on > half for post in posts),
        earlier=sum(post.posted_on <= half for post in posts),
        by_week=_by_week(posts, page.as_of, weeks),
    )


def _content(posts: Sequence[Post]) -> Content:
    decided = [post for post in posts if post.tongue is not Tongue.UNCLEAR]
    parts = [post.part for post in posts if post.part is not None]
    return Content(
        own_language=sum(post.tongue is Tongue.OWN for post in decided),
        decided=len(decided),
        about_work=sum(post.is_about_work for post in posts),
        parts={one: parts.count(one) for one in Part if one in parts},
    )


def _reactions(page: Page, posts: Sequence[Post], half: date, rules: Rules) -> Reactions:
    comments = [post.comments for post in posts if post.comments is not None]
    ripe = [
        (post.posted_on, post.likes + post.comments)
        for post in posts
        if post.likes is not None
        and post.comments is not None
        and (page.as_of - post.posted_on).days >= rules.ripe_after
    ]
    every = [number for _day, number in ripe]
    return Reactions(
        silent_posts=comments.count(0),
        with_comments_known=len(comments),
        reactions=formulas.middle(every),
        reactions_recent=_middle_of([n for day, n in ripe if day > half], rules),
        reactions_earlier=_middle_of([n for day, n in ripe if day <= half], rules),
        engagement=formulas.engagement_rate(every, page.followers),
        concentration=formulas.gini(every) if len(every) >= rules.fewest_posts else None,
        answered=formulas.wilson(page.comments_answered or 0, page.comments_seen or 0),
    )


def _from_the_day_before(days: list[date], start: date) -> list[date]:
    """Return the days of the window with the last before it: a silence may have begun there."""
    before = [day for day in days if day < start]
    return before[-1:] + [day for day in days if day >= start]


def _middle_of(values: list[int], rules: Rules) -> float | None:
    return formulas.middle(values) if len(values) >= rules.fewest_posts else None


def _by_week(posts: Sequence[Post], as_of: date, weeks: int) -> tuple[int, ...]:
    back = [(as_of - post.posted_on).days // formulas.WEEK for post in posts]
    return tuple(back.count(week) for week in reversed(range(weeks)))
