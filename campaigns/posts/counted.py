"""Whether a post counts, and the totals kept in step with it, one writer at a time."""

from datetime import date

from sqlalchemy.exc import InvalidRequestError, NoResultFound

from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Participation
from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Post
from core.db import db, utcnow
from core.formats import local_date


def hold(post: Post) -> None:
    """Let others who want to change a post wait until we are done, and see what is true now."""
    changing = ["participation_id", "channel", "published_at", "removed_at", "review", "shortcode"]
    db.session.flush()  # reading them anew forgets what was not written yet
    try:
        db.session.refresh(post, changing, with_for_update=True)
    except InvalidRequestError as gone:
        raise NoResultFound from gone


def counted_on(post: Post) -> date | None:
    """Return the day a post counts on; None while it does not count."""
    return day_of(post) if post.counts else None


def recount(post: Post, before: date | None) -> None:
    """Bring the totals in step with a post that was counted on a day before, or not at all."""
    now = counted_on(post)
    if now == before:
        return
    for day, by in ((before, -1), (now, 1)):
        if day:
            count(post.participation, Step.POSTS, day, by=by)


def day_of(post: Post) -> date:
    """Return the day a post is from, where its organisation is."""
    organisation = post.participation.campaign.organisation
    return local_date(post.published_at, organisation.timezone)


def count(participation: Participation, step: Step, day: date, *, by: int) -> None:
    """Add to a participation's totals of a step on a day."""
    totals.count(
        campaign_id=participation.campaign_id,
        participation_id=participation.id,
        step=step,
        day=day,
        by=by,
    )


def ask_for_review(post: Post) -> None:
    """Let a post wait to be looked at where its author's cohort wants that."""
    if post.participation.ambassador.cohort.reviews_posts:
        post.review, post.sent_in_at = ReviewState.WAITING, utcnow()
    elif post.review in (ReviewState.WAITING, ReviewState.RETURNED):  # nobody looks any more
        post.review = ReviewState.NOT_WANTED
