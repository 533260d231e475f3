"""What posts answer when a consent is taken back."""

from campaigns.posts.removals import operations, queries
from campaigns.posts.removals.models import PostRemoval
from media.library.people.withdrawals.models import Withdrawal
from media.library.people.withdrawals.signals import UsedPost, posts_asked_about, posts_wanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    posts_asked_about.connect(_ask)
    posts_wanted.connect(_known)


def _ask(withdrawal: Withdrawal, **_: object) -> list[UsedPost]:
    return [used_post(one) for one in operations.ask(withdrawal)]


def _known(withdrawal: Withdrawal, **_: object) -> list[UsedPost]:
    return [used_post(one) for one in queries.removals_of(withdrawal.id)]


def used_post(removal: PostRemoval) -> UsedPost:
    """Return a post as the record of the withdrawal shows it."""
    return UsedPost(
        id=removal.id,
        ambassador_id=removal.ambassador_id,
        by=removal.ambassador.user.name,
        url=removal.post.url if removal.post else "",
        published_at=removal.post.published_at if removal.post else None,
        code=removal.state.value,
        label=str(removal.state.label),
        changed_at=removal.removed_at or removal.escalated_at or removal.created_at,
    )
