"""What a page's posts say about the page: figures and named findings. Pure: no database, no words.

"Dead page" is a set of findings, each with its numbers, and never one score. The rules and their
thresholds are our judgement; what they are made of is in ``formulas``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from campaigns.results.page_check import formulas
from campaigns.results.page_check.enums import Answer, Finding, Part, Tongue, Verdict


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
class Figures:
    """What was counted; shares are between 0 and 1, None is what could not be said."""

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
    own_language: int
    decided: int
    about_work: int
    silent_posts: int
    with_comments_known: int
    reactions: float | None
    reactions_recent: float | None
    reactions_earlier: float | None
    engagement: float | None
    concentration: float | None
    answered: tuple[float, float] | None
    parts: dict[Part, int] = field(default_factory=dict)
    by_week: tuple[int, ...] = ()

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


@dataclass(frozen=True)
class Diagnosis:
    """A page's figures, an answer to each question, and what it is all in all."""

    figures: Figures
    answers: dict[Finding, Answer]

    @property
    def found(self) -> list[Finding]:
        """What is the matter, in the order it is told."""
        return [one for one in Finding if self.answers[one] is Answer.FOUND]

    @property
    def unknown(self) -> list[Finding]:
        """What could not be looked at."""
        return [one for one in Finding if self.answers[one] is Answer.UNKNOWN]

    @property
    def verdict(self) -> Verdict:
        """Alive when nothing is the matter, and there are posts enough to say so."""
        if self.found:
            return Verdict.DEAD_SIGNS
        enough = self.figures.days > RULES.fewest_gaps
        return Verdict.ALIVE if enough else Verdict.TOO_FEW


def diagnose(page: Page, rules: Rules = RULES) -> Diagnosis:
    """Return what is the matter with a page, as far as what is known of it says."""
    figures = count(page, rules)
    answers = {
        Finding.SILENT: _silent(figures, rules),
        Finding.FADING: _fading(figures, rules),
        Finding.CAMPAIGN_ONLY: _campaign_only(figures, rules),
        Finding.TALKING_TO_ITSELF: _talking_to_itself(figures, page, rules),
        Finding.NOT_ANSWERING: _not_answering(figures, rules),
        Finding.NOT_IN_OUR_LANGUAGE: _not_in_our_language(figures, rules),
        Finding.ALONE: _alone(figures, page, rules),
    }
    return Diagnosis(figures, answers)


def count(page: Page, rules: Rules = RULES) -> Figures:
    """Count what is within the last 26 weeks, or as far back as the list reaches.

    Weeks before the oldest post of the list are not counted as silent: a list of the last twenty
    posts says nothing about them.
    """
    start = formulas.days_back(page.as_of, rules.window)
    every = sorted({post.posted_on for post in page.posts if post.posted_on <= page.as_of})
    posts = [post for post in page.posts if start <= post.posted_on <= page.as_of]
    days = [day for day in every if day >= start]
    oldest = max(start, every[0]) if every else page.as_of
    weeks = (page.as_of - oldest).days // formulas.WEEK + 1 if every else 0
    half = page.as_of - timedelta(days=rules.window // 2)
    decided = [post for post in posts if post.tongue is not Tongue.UNCLEAR]
    comments = [post.comments for post in posts if post.comments is not None]
    with_one = formulas.share_with(comments)
    ripe = [
        (post.posted_on, post.likes + post.comments)
        for post in posts
        if post.likes is not None
        and post.comments is not None
        and (page.as_of - post.posted_on).days >= rules.ripe_after
    ]
    reactions = [number for _day, number in ripe]
    parts = [post.part for post in posts if post.part is not None]
    return Figures(
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
        own_language=sum(post.tongue is Tongue.OWN for post in decided),
        decided=len(decided),
        about_work=sum(post.is_about_work for post in posts),
        silent_posts=round((1 - with_one) * len(comments)) if with_one is not None else 0,
        with_comments_known=len(comments),
        reactions=formulas.middle(reactions),
        reactions_recent=_middle_of([n for day, n in ripe if day > half], rules),
        reactions_earlier=_middle_of([n for day, n in ripe if day <= half], rules),
        engagement=formulas.engagement_rate(reactions, page.followers),
        concentration=formulas.gini(reactions) if len(reactions) >= rules.fewest_posts else None,
        answered=formulas.wilson(page.comments_answered or 0, page.comments_seen or 0),
        parts={one: parts.count(one) for one in Part if one in parts},
        by_week=_by_week(posts, page.as_of, weeks),
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


def _said(is_so: bool) -> Answer:
    return Answer.FOUND if is_so else Answer.CLEAR


def _silent(figures: Figures, rules: Rules) -> Answer:
    return _said(figures.since_last is None or figures.since_last > rules.silent_after)


def _fading(figures: Figures, rules: Rules) -> Answer:
    """A list that does not reach back can show a page is fading, never that it is not."""
    enough = figures.earlier >= rules.fewest_before
    if enough and figures.recent < rules.fading_below * figures.earlier:
        return Answer.FOUND
    return Answer.CLEAR if figures.is_whole and enough else Answer.UNKNOWN


def _campaign_only(figures: Figures, rules: Rules) -> Answer:
    if figures.bursts is None or figures.active_share is None:
        return Answer.UNKNOWN
    few = figures.active_share < rules.few_weeks
    return _said(few and figures.bursts > rules.bursts_over)


def _talking_to_itself(figures: Figures, page: Page, rules: Rules) -> Answer:
    if figures.active_share is None or figures.active_share < rules.steady_weeks:
        return Answer.CLEAR  # it hardly talks
    known = []
    if figures.with_comments_known >= rules.fewest_gaps:
        share = figures.silent_posts / figures.with_comments_known
        known.append(share > rules.without_comments_over)
    for now, before in (
        (figures.reactions_recent, figures.reactions_earlier),
        (figures.engagement, page.before),
    ):
        if now is not None and before:
            known.append(now < rules.reactions_below * before)
    return _said(any(known)) if known else Answer.UNKNOWN


def _not_answering(figures: Figures, rules: Rules) -> Answer:
    if figures.answered is None:
        return Answer.UNKNOWN
    return _said(figures.answered[1] < rules.answered_below)


def _not_in_our_language(figures: Figures, rules: Rules) -> Answer:
    if figures.own_share is None or figures.decided < rules.fewest_posts:
        return Answer.UNKNOWN
    return _said(figures.own_share < rules.own_language_below)


def _alone(figures: Figures, page: Page, rules: Rules) -> Answer:
    if not page.campaign_was_running:
        return Answer.CLEAR  # nobody is asked to be there
    if figures.known_parts < rules.fewest_posts:
        return Answer.UNKNOWN
    return _said(figures.parts.get(Part.NONE, 0) == figures.known_parts)
