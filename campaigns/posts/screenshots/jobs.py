"""Making screenshots fit to be shown."""

from campaigns.posts.screenshots.models import Screenshot
from campaigns.posts.screenshots.operations import FOLDER
from core import jobs, refusals, storage
from core.db import db
from core.pictures import made_or_why, reencoded


def _give_up(task: jobs.Task, _error: str) -> None:
    screenshot = db.session.get(Screenshot, task.subject_id)
    if screenshot is not None and screenshot.storage_key is None:
        screenshot.refusal = refusals.FAILED


@jobs.job("make_screenshot", on_failure=_give_up)
def make_screenshot(task: jobs.Task) -> None:
    """Make what may be shown of a screenshot and throw the original away; again is fine."""
    screenshot = db.session.get(Screenshot, task.subject_id)
    original = screenshot.original_key if screenshot else None
    db.session.commit()
    if original is None:
        return
    made, refusal = made_or_why(reencoded, original)
    key = f"{FOLDER}/{task.job_id.hex}.webp"
    if made is not None:
        storage.save(key, made.data, mimetype=made.mimetype)
    screenshot = db.session.get(Screenshot, task.subject_id)
    if screenshot is None:  # taken out or erased meanwhile
        storage.delete(key)
    elif made is None:
        screenshot.refusal, screenshot.original_key = refusal, None
    else:
        screenshot.storage_key, screenshot.original_key = key, None
        screenshot.width, screenshot.height = made.width, made.height
    db.session.commit()
    storage.delete(original)
