"""Asking about posts and keeping the answers. They never commit."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from accounts import audit
from accounts.models import User
from campaigns.posts.removals import queries, staying
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from media.library.people.withdrawals.models import Withdrawal

PATIENCE = timedelta(hours=72)


def ask(withdrawal: Withdrawal) -> list[PostRemoval]:
    """Note the posts that show a withdrawn picture or may; follow up after 72 hours."""
    taken = {one.asset_id for one in withdrawal.pictures}
    shown = queries.posts_that_may_show(withdrawal.notices)
    posts = [one for one in shown if staying.is_taken_back_in(one, withdrawal)]
    for post in posts:
        db.session.add(
            PostRemoval(
                withdrawal_id=withdrawal.id,
                post=post,
                ambassador_id=post.participation.ambassador_id,
                shows=any(one.id in taken for one in post.pictures),
            )
        )
    if posts:
        db.session.flush()  # they are read back with their authors
        _follow_up_on(withdrawal)
        let_stay(queries.waiting_in(withdrawal.id))  # a yes may have come meanwhile
    return queries.removals_of(withdrawal.id)


def _follow_up_on(withdrawal: Withdrawal) -> None:
    jobs.enqueue("escalate_removals", subject_id=withdrawal.id, run_after=utcnow() + PATIENCE)


def answer(removal: PostRemoval, state: RemovalState, *, actor: User) -> None:
    """Keep that a post is gone, or that it does not show the picture; the first answer stands."""
    if removal.answered_at:
        return
    before, removal.state = removal.state, state
    removal.answered_at = utcnow()
    _record(removal, "post_removal_answered", before, actor)


def take_back(removal: PostRemoval, *, actor: User) -> None:
    """Take an answer back: the question is open again, and followed up 72 hours from now.

    One that was passed on to an organiser is theirs again. What may stay by now needs no answer.
    """
    if not removal.is_answered:
        return
    before, removal.answered_at = removal.state, None
    removal.state = RemovalState.ESCALATED if removal.escalated_at else RemovalState.ASKED
    _record(removal, "post_removal_reopened", before, actor)
    if not let_stay([removal]) and removal.state is RemovalState.ASKED:
        _follow_up_on(removal.withdrawal)


def let_stay(removals: Iterable[PostRemoval]) -> list[PostRemoval]:
    """Settle the questions about what those in the pictures have said yes to again; return them."""
    now = utcnow()
    settled = []
    for removal in removals:
        today = local_date(now, removal.withdrawal.organisation.timezone)
        if staying.may_stay(removal, today):
            removal.state, removal.answered_at = RemovalState.MAY_STAY, now
            settled.append(removal)
    for withdrawal, posts in Counter(one.withdrawal for one in settled).items():
        _record_posts(withdrawal, "post_removal_settled", posts)
    return settled


def _record(removal: PostRemoval, action: str, before: RemovalState, actor: User) -> None:
    audit.record(
        removal.withdrawal.organisation,
        actor=actor,
        action=action,
        subject=removal.withdrawal,
        before={"status": before.value},
        after={"status": removal.state.value},
    )


def escalate(withdrawal: Withdrawal) -> list[PostRemoval]:
    """Mark the posts nobody has answered for; return them, so that somebody is told.

    Those with pictures that may be shown again need no following up.
    """
    waiting = queries.waiting_in(withdrawal.id)
    let_stay(waiting)
    late = [one for one in waiting if one.state is RemovalState.ASKED]
    now = utcnow()
    for removal in late:
        removal.state, removal.escalated_at = RemovalState.ESCALATED, now
    if late:
        _record_posts(withdrawal, "post_removal_escalated", len(late))
    return late


def _record_posts(withdrawal: Withdrawal, action: str, posts: int) -> None:
    audit.record(
        withdrawal.organisation,
        actor=None,
        action=action,
        subject=withdrawal,
        after={"posts": posts},
    )
