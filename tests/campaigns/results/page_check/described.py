"""Ten pages as somebody would describe them, dead and alive, with what is the matter with each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from campaigns.results.page_check.counting import Page
from campaigns.results.page_check.enums import Finding, Part, Tongue

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Post:
    posted_on: date
    tongue: Tongue = Tongue.OWN
    is_about_work: bool = False
    likes: int | None = 20
    comments: int | None = 2
    part: Part | None = Part.TAGGED


@dataclass(frozen=True)
class Described:
    words: str
    page: Page
    found: list[Finding] = field(default_factory=list)


def back(*days: int, **kind: object) -> list[Post]:
    """Posts so many days ago."""
    return [Post(TODAY - timedelta(days=day), **kind) for day in sorted(days, reverse=True)]  # type: ignore[arg-type]  # kinds of a post, by name


def page(posts: Sequence[Post], **more: object) -> Page:
    return Page(posts=posts, as_of=TODAY, **more)  # type: ignore[arg-type]  # what a page has, by name


TUESDAYS = back(*range(5, 187, 7))  # 26 weeks, each with one post
EVERY_SECOND = back(*range(3, 200, 14))
UNEVEN = back(*(day for n in range(60) for day in (n * 7 + 1, n * 7 + 3 + n % 3) if day < 200))
TWO_CAMPAIGNS = back(*range(49, 63), *range(150, 164), 190)
DIED = back(*range(65, 190, 5))
SLOWED = back(10, 40, 80, *range(95, 190, 6))


def _less(posts: list[Post]) -> list[Post]:
    """The same posts, the last three months with a tenth of the reactions."""
    half = TODAY - timedelta(days=91)
    return [replace(post, likes=2, comments=1) if post.posted_on > half else post for post in posts]


PAGES = [
    Described("A municipality that posts every Tuesday", page(TUESDAYS)),
    Described("A college that posts every second week, and gets answers", page(EVERY_SECOND)),
    Described(
        "A club that posts twice a week as it comes, with ambassadors, in a campaign",
        page(UNEVEN, campaign_was_running=True, comments_seen=20, comments_answered=12),
    ),
    Described("A town that posted every fifth day and died", page(DIED),
              [Finding.SILENT, Finding.FADING]),
    Described("An account nobody ever used", page([]), [Finding.SILENT]),
    Described("A department that slows down", page(SLOWED), [Finding.FADING]),
    Described("A festival that posts a fortnight at a time, twice",
              page(TWO_CAMPAIGNS), [Finding.CAMPAIGN_ONLY]),
    Described(
        "A steady page nobody says a word to",
        page([replace(post, comments=0) for post in TUESDAYS]),
        [Finding.TALKING_TO_ITSELF],
    ),
    Described(
        "A steady page that lost its readers and answers nobody",
        page(_less(UNEVEN), comments_seen=20, comments_answered=2),
        [Finding.TALKING_TO_ITSELF, Finding.NOT_ANSWERING],
    ),
    Described(
        "A subsidiary that passes on the head office's English posts, alone in its own campaign",
        page([replace(post, tongue=Tongue.OTHER, part=Part.NONE) for post in TUESDAYS],
             campaign_was_running=True),
        [Finding.NOT_IN_OUR_LANGUAGE, Finding.ALONE],
    ),
]  # fmt: skip
