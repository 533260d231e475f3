"""The organisation's own account as the posts of a page check."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.own_account.page import OwnPage, OwnPost
from campaigns.results.page_check.enums import Part, Way
from campaigns.results.page_check.listing import Listing, ReadPost
from core.languages import marked

# Kept with the job that gave up, and said in the reader's language.
REASONS: dict[Trouble, str] = {
    Trouble.OFF: marked("Your account is not connected any more."),
    Trouble.TOKEN_REFUSED: marked(
        "Instagram does not accept the token any more. Ask whoever runs this installation for a "
        "new one."
    ),
    Trouble.RATE_LIMITED: marked("Instagram says it has been asked too much. Try in an hour."),
    Trouble.NETWORK: marked("Instagram could not be reached. Try again later."),
}
NOT_UNDERSTOOD = marked(
    "Instagram answers in a way we do not understand. Most often it has changed something, "
    "and whoever runs this installation must bring it up to date."
)


def posts_of(page: OwnPage, *, logged: Collection[str], today: date, zone: ZoneInfo) -> Listing:
    """Return the posts of a page; ``logged`` are codes of those ambassadors have logged as theirs.

    A post of the page that an ambassador has logged is one they share.
    """
    posts = [_read(post, logged, zone) for post in page.posts]
    kept = [post for post in posts if post.posted_on <= today]
    return Listing(
        way=Way.API, posts=kept, left_out=len(posts) - len(kept), followers=page.followers
    )


def _read(post: OwnPost, logged: Collection[str], zone: ZoneInfo) -> ReadPost:
    return ReadPost(
        posted_on=post.posted_at.astimezone(zone).date(),
        text=post.caption,
        likes=post.likes,
        comments=post.comments,
        part=Part.AUTHOR if post.shortcode in logged else None,
    )


def reason(trouble: Trouble) -> str:
    """Return why the account could not be read, in English words that are known in Danish."""
    return REASONS.get(trouble, NOT_UNDERSTOOD)
