"""Asking about posts and keeping the answers. They never commit."""

from datetime import timedelta

from accounts import audit
from accounts.models import User
from campaigns.posts.removals import queries
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core import jobs
from core.db import db, utcnow
from media.library.people.withdrawals.models import Withdrawal
from media.library.permissions import is_withdrawn

PATIENCE = timedelta(hours=72)


def ask(withdrawal: Withdrawal) -> list[PostRemoval]:
    """Note the posts that show a withdrawn picture or may; follow up after 72 hours."""
    taken = {one.asset_id for one in withdrawal.pictures}
    posts = queries.posts_that_may_show(withdrawal.notices)
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
        jobs.enqueue("escalate_removals", subject_id=withdrawal.id, run_after=utcnow() + PATIENCE)
    return queries.removals_of(withdrawal.id)


def answer(removal: PostRemoval, state: RemovalState, *, actor: User) -> None:
    """Keep that a post is gone, or that it does not show the picture; the first answer stands."""
    if removal.answered_at:
        return
    before, removal.state = removal.state, state
    removal.answered_at = utcnow()
    audit.record(
        removal.withdrawal.organisation,
        actor=actor,
        action="post_removal_answered",
        subject=removal.withdrawal,
        before={"status": before.value},
        after={"status": state.value},
    )


def escalate(withdrawal: Withdrawal) -> list[PostRemoval]:
    """Mark the posts nobody has answered for; return them, so that somebody is told.

    Pictures that somebody has said yes to again since then need no following up.
    """
    late = queries.waiting_in(withdrawal.id) if _is_still_meant(withdrawal) else []
    now = utcnow()
    for removal in late:
        removal.state, removal.escalated_at = RemovalState.ESCALATED, now
    if late:
        audit.record(
            withdrawal.organisation,
            actor=None,
            action="post_removal_escalated",
            subject=withdrawal,
            after={"posts": len(late)},
        )
    return late


def _is_still_meant(withdrawal: Withdrawal) -> bool:
    """Say whether a picture is out of use still; a channel that was left out, or a deletion, is."""
    assets = [one.asset for one in withdrawal.pictures if one.asset]
    return not withdrawal.is_whole or not assets or any(is_withdrawn(one) for one in assets)
