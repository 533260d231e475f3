"""Answers to posts that wait. They raise DomainError and never commit. Nobody edits a post."""

from datetime import datetime

from accounts import audit
from accounts.models import User
from ambassadors.models import Cohort
from campaigns.posts.counted import counted_on, hold, recount
from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Post
from campaigns.posts.reviews import queries
from campaigns.posts.reviews.errors import ChangedMeanwhile, NotWaiting, OwnPost
from core.db import db, utcnow


def approve(post: Post, *, actor: User, seen: datetime | None = None) -> None:
    """Let a post count from now on, on the day it is from.

    ``seen`` is when what was looked at had been sent in. Raises NotWaiting, OwnPost and
    ChangedMeanwhile.
    """
    if queries.is_by(post, actor):
        raise OwnPost
    hold(post)
    db.session.refresh(post, ["sent_in_at"])
    if seen and seen != post.sent_in_at:
        raise ChangedMeanwhile
    _answer(post, ReviewState.APPROVED, "", actor)


def send_back(post: Post, *, reason: str, actor: User) -> None:
    """Give a post back to its author with a word about why. Raises NotWaiting."""
    _answer(post, ReviewState.RETURNED, reason, actor)


def _answer(post: Post, state: ReviewState, reason: str, actor: User) -> None:
    hold(post)
    if post.review is not ReviewState.WAITING or post.removed_at:
        raise NotWaiting
    before = counted_on(post)
    post.review, post.review_reason = state, reason
    post.reviewed_at, post.reviewed_by = utcnow(), actor
    recount(post, before)
    audit.record(
        post.participation.campaign.organisation,
        actor=actor,
        action=f"post_{state.value}",
        subject=post,
        after={"state": state.value},
    )


def set_wanted(cohort: Cohort, *, is_wanted: bool, actor: User) -> int:
    """Decide whether a cohort's posts are looked at first; return how many were let through.

    What waits when review is given up counts from then on.
    """
    if cohort.reviews_posts == is_wanted:
        return 0
    cohort.reviews_posts = is_wanted
    let_through = [] if is_wanted else queries.waiting_in(cohort)
    for post in let_through:
        hold(post)
        before = counted_on(post)
        post.review = ReviewState.NOT_WANTED
        recount(post, before)
    audit.record(
        cohort.organisation,
        actor=actor,
        action="post_review_wanted" if is_wanted else "post_review_given_up",
        subject=cohort,
        after={"posts": len(let_through)},
    )
    return len(let_through)
