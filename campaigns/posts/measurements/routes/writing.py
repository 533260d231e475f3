"""What an ambassador's page of a post and an organiser's have in common."""

from typing import Any

from accounts.models import User
from campaigns.posts.measurements import labels, operations, queries
from campaigns.posts.measurements.curve import curve
from campaigns.posts.measurements.enums import Number
from campaigns.posts.measurements.forms import NumbersForm
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.standing import disagreements, standing
from campaigns.posts.models import Post
from campaigns.posts.screenshots import operations as screenshots

# What shares a chart: thousands of views would press twenty likes to the floor.
TOGETHER = (
    (Number.LIKES, Number.COMMENTS),
    (Number.VIEWS, Number.REACH),
    (Number.SAVES, Number.SHARES),
)


def write(post: Post, form: NumbersForm, *, by: User) -> Measurement:
    """Keep what a form says, with its screenshot. Raises NothingWritten and ScreenshotRefused."""
    picture = form.picture()
    proof = screenshots.take(picture, field="proof") if picture else None
    reading = next(form.source().readings([post.shortcode]))
    return operations.write(post, reading, by=by, proof=proof)


def page_of(post: Post) -> dict[str, Any]:
    """Return what a page of one post shows."""
    measured = queries.of_posts([post.id])[post.id]
    return {
        "post": post,
        "measured": measured[::-1],
        "standing": standing(measured),
        "differing": disagreements(measured),
        "curves": [
            found for numbers in TOGETHER if (found := curve(measured, post.published_at, numbers))
        ],
        "labels": labels,
        "numbers": list(Number),
    }
