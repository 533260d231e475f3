"""What measurements do when a post turns out to be another one."""

from campaigns.posts.measurements import operations
from campaigns.posts.measurements.look_ups import operations as look_ups
from campaigns.posts.models import Post
from campaigns.posts.signals import link_changed


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    link_changed.connect(_begin_anew)


def _begin_anew(post: Post, **_: object) -> None:
    """Let go of what was read by the former link; what she wrote herself is of her post."""
    operations.take_back_read(post)
    look_ups.forget_plan(post)
