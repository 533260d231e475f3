"""Writes of screenshots. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable

from campaigns.posts.models import Post
from campaigns.posts.screenshots.errors import ScreenshotRefused
from campaigns.posts.screenshots.models import Screenshot
from campaigns.posts.screenshots.queries import keys_of
from campaigns.posts.screenshots.taking import Taken
from core import jobs
from core.db import db
from core.image_gate import MAX_BYTES, PictureRefused
from core.pictures import keep_original
from core.refusals import reason

FOLDER = "screenshots"


def take(content: bytes, *, field: str = "screenshot") -> Taken:
    """Store a picture that passes the gate. Do it before anything is written to the database.

    Raises ScreenshotRefused on the field it was sent in, and StorageUnavailable.
    """
    try:
        key, facts = keep_original(content, folder=FOLDER)
    except PictureRefused as refused:
        words = reason(refused.reason, megabytes=MAX_BYTES // 1024**2)
        raise ScreenshotRefused(words, field=field) from refused
    return Taken(key, facts)


def add(post: Post, taken: Taken) -> Screenshot:
    """Let a stored picture be a post's screenshot; the worker makes what may be shown of it."""
    screenshot = Screenshot(
        post=post,
        original_key=taken.key,
        width=taken.facts.width,
        height=taken.facts.height,
        checksum=taken.facts.checksum,
    )
    db.session.add(screenshot)
    db.session.flush()  # the job is told its id
    jobs.enqueue("make_screenshot", subject_id=screenshot.id)
    return screenshot


def forget(screenshots: Iterable[Screenshot]) -> None:
    """Delete screenshots, and have their files removed once this transaction is through."""
    gone = list(screenshots)
    for one in gone:
        db.session.delete(one)
    forget_files(keys_of(gone))


def forget_files(keys: Iterable[str]) -> None:
    """Have files removed once this transaction is through."""
    found = " ".join(keys)
    if found:
        jobs.enqueue("erase_files", keys=found)
