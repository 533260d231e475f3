"""Taking posts out of the log, putting them back for a day, and letting them go."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from campaigns.enums import Step
from campaigns.models import Participation
from campaigns.posts import links, queries
from campaigns.posts.counted import ask_for_review, count, counted_on, hold, recount
from campaigns.posts.enums import ReviewState
from campaigns.posts.errors import NotRemoved
from campaigns.posts.models import Post
from campaigns.posts.screenshots import operations as screenshots
from campaigns.posts.screenshots import queries as screenshot_queries
from core.db import db, utcnow

ASIDE = "out:"  # begins the key of what was taken out and logged by another since


def remove_post(post: Post) -> None:
    """Take one's own post out, once; it can be put back for a day.

    A post that is another's too stays, as theirs.
    """
    hold(post)
    if post.removed_at:
        return
    before = counted_on(post)
    if post.sharers:
        _pass_on(post, before)
        return
    post.removed_at = utcnow()
    recount(post, before)


def _pass_on(post: Post, before: date | None) -> None:
    if before:
        count(post.participation, Step.POSTS, before, by=-1)
    post.participation = post.sharers.pop(0)
    post.caption, post.own_percent, post.sent_key, post.kit = "", None, None, None
    post.review_reason = ""  # said to somebody else
    if post.review is not ReviewState.APPROVED:
        ask_for_review(post)
    post.asked_people = post.shows_disclosure = None
    post.pictures.clear()
    screenshots.forget(screenshot_queries.of_posts([post.id])[post.id])
    recount(post, None)


def leave_shared(post: Post, participation: Participation) -> None:
    """Say that a shared post is not hers after all."""
    if participation in post.sharers:
        post.sharers.remove(participation)


def restore_post(post: Post) -> Post:
    """Put back what was taken out, and return it. Raises NotRemoved.

    Where another has logged it meanwhile, that one is noted as hers too, and counted once.
    """
    hold(post)
    if post.removed_at is None:
        raise NotRemoved
    if there := _anothers(post):
        if post.participation not in (there.participation, *there.sharers):
            there.sharers.append(post.participation)
        forget_post(post)
        return there
    post.removed_at = None
    recount(post, None)
    return post


def _anothers(post: Post) -> Post | None:
    """Return what another has logged of the same meanwhile; without one, it gets its key again."""
    if not post.shortcode.startswith(ASIDE):
        return screenshot_queries.twin_of(post)
    key = links.read_address(post.url, now=utcnow()).key
    there = queries.find_post(post.campaign_id, key)
    if there is not None and there.removed_at is None:
        return there
    if there is not None:
        put_aside(there)
    try:
        with db.session.begin_nested():
            post.shortcode = key
    except IntegrityError:  # somebody has logged it this very moment
        return queries.find_post(post.campaign_id, key)
    return None


def put_aside(post: Post) -> None:
    """Let another log what was taken out; its author can still put hers back for her day."""
    post.shortcode = f"{ASIDE}{post.id}"
    db.session.flush()  # the other is logged under its key


def forget_post(post: Post) -> None:
    """Delete a post that was taken out, with its screenshots."""
    screenshots.forget(screenshot_queries.of_posts([post.id])[post.id])
    db.session.flush()  # they go first
    db.session.delete(post)
    db.session.flush()  # another may be logged under the same link
