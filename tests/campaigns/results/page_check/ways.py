"""A described page brought in each of the four ways, as real files and real answers hold it."""

import json
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from campaigns.posts.measurements.own_account.page import PageReader
from campaigns.results.page_check import arrivals
from campaigns.results.page_check.counting import Page, Post
from campaigns.results.page_check.enums import Language, Part, Tongue
from campaigns.results.page_check.listing import Listing
from campaigns.results.page_check.operations import Asked
from campaigns.results.page_check.own_account import posts_of
from tests.campaigns.posts.measurements.stand_ins import OwnAccount

ZONE = ZoneInfo("Europe/Copenhagen")
AMBASSADOR = "kim.holm"
OWN = "Vi holder åbent hus på torsdag, og alle er med"
OTHER = "We are proud to share our new global strategy with you"


def text_of(post: Post, *, mentioned: bool = True) -> str:
    """A caption of the kind that was described."""
    text = OWN if post.tongue is Tongue.OWN else OTHER
    there = mentioned and post.part is not Part.NONE
    return f"{text} @{AMBASSADOR}" if there else text


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZONE).astimezone(UTC)


def by_paste(page: Page) -> Listing:
    """Copied by hand, the newest first."""
    written = "\n\n".join(
        f"{post.posted_on:%d.%m.%Y}\n{text_of(post)}\n{post.likes} likes\n{post.comments} comments"
        for post in reversed(page.posts)
    )
    return arrivals.posts_pasted(written, page.as_of, ZONE)


def by_sheet(page: Page) -> Listing:
    """A list with a column that says whether an ambassador is there."""
    rows = [
        f"{post.posted_on:%d-%m-%Y};{text_of(post, mentioned=False)};{post.likes};{post.comments};"
        f"{'nej' if post.part is Part.NONE else 'ja'}"
        for post in page.posts
    ]
    written = "\n".join(["Dato;Tekst;Likes;Kommentarer;Ambassadør", *rows])
    return arrivals.posts_sent(written.encode(), (), page.as_of, ZONE)


def by_file(page: Page) -> Listing:
    """A folder of Instaloader's, with tags."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        for number, post in enumerate(page.posts):
            tagged = [] if post.part is Part.NONE else [{"user": {"username": AMBASSADOR}}]
            node = {
                "code": f"ABCdefgh{number:03}", "media_type": 1, "like_count": post.likes,
                "comment_count": post.comments, "taken_at": int(_noon(post.posted_on).timestamp()),
                "caption": {"text": text_of(post, mentioned=False)}, "usertags": {"in": tagged},
            }  # fmt: skip
            saved = {"node": node, "instaloader": {"version": "4.16", "node_type": "Post"}}
            folder.writestr(f"page/{number}_UTC.json", json.dumps(saved))
    return arrivals.posts_sent(made.getvalue(), {AMBASSADOR}, page.as_of, ZONE)


def fill(account: OwnAccount, page: Page) -> None:
    """Let the stand-in answer as the described page's account would."""
    account.at_once = 50
    account.media = [
        {
            "id": str(1000 + number), "shortcode": f"ABCdefgh{number:03}",
            "caption": text_of(post), "media_product_type": "FEED",
            "timestamp": f"{_noon(post.posted_on):%Y-%m-%dT%H:%M:%S}+0000",
            "like_count": post.likes, "comments_count": post.comments,
        }
        for number, post in enumerate(reversed(page.posts))
    ]  # fmt: skip
    seen, answered = page.comments_seen, page.comments_answered
    account.comments = None
    if seen is not None and answered is not None:
        account.comments = {"1000": [_comment(page.as_of, n < answered) for n in range(seen)]}


def _comment(as_of: date, is_answered: bool) -> dict[str, Any]:
    written = _noon(as_of) - timedelta(days=4)
    reply = {"username": "solby", "timestamp": (written + timedelta(hours=40)).isoformat()}
    late = {"username": "solby", "timestamp": (written + timedelta(hours=50)).isoformat()}
    friend = {"username": "bo", "timestamp": written.isoformat()}
    replies = [friend, reply if is_answered else late]
    return {"username": "ida", "timestamp": written.isoformat(), "replies": {"data": replies}}


def by_account(page: Page, account: OwnAccount) -> tuple[Listing, Asked]:
    """The answers of the official interface."""
    fill(account, page)
    now = _noon(page.as_of)
    found = PageReader(account.base, account.token).page(since=now - timedelta(days=182), now=now)
    listing = posts_of(found, logged=(), today=page.as_of, zone=ZONE)
    asked = {"comments_seen": found.comments_seen, "comments_answered": found.comments_answered}
    return listing, asked_of(page, **asked)


def asked_of(page: Page, **more: Any) -> Asked:
    """What is said beside the posts."""
    counted = {
        "comments_seen": page.comments_seen,
        "comments_answered": page.comments_answered,
        **more,
    }
    return Asked(language=Language.DANISH, ambassadors={AMBASSADOR}, **counted)
