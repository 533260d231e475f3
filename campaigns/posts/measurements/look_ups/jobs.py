"""Taking turns at Instagram: planned by a tick, asked by a job, one post at a time."""

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.look_ups import operations, pacing, queries
from campaigns.posts.measurements.look_ups.instagram import Instagram
from campaigns.posts.measurements.look_ups.models import LookUp
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.measurements.troubles import SourceTrouble
from core import jobs
from core.db import db, utcnow
from core.formats import DEFAULT_ZONE
from core.settings import current_settings

# One per worker process: the library's tokens and its own count of requests live in it.
INSTAGRAM = Instagram()


@jobs.every(seconds=300)
def plan() -> None:
    """Plan the posts that were logged lately."""
    if current_settings().instagram_look_ups:
        operations.plan_new(utcnow())
        db.session.commit()


@jobs.every(seconds=30)
def take_turn() -> None:
    """Put a post in line when it is due, by day, and when the turn is free."""
    now = utcnow()
    if not current_settings().instagram_look_ups or pacing.is_night(now, DEFAULT_ZONE):
        return
    look_up = queries.next_to_ask(now)
    if look_up is None or _is_in_line(look_up):
        db.session.rollback()
        return
    if operations.take_turn(now, now.astimezone(DEFAULT_ZONE).date()):
        jobs.enqueue("look_up_post", subject_id=look_up.id)
    db.session.commit()


def _is_in_line(look_up: LookUp) -> bool:
    """Say whether a busy worker has not come to it yet: nobody is asked twice in a row."""
    job = jobs.latest("look_up_post", look_up.id)
    return job is not None and not job.is_over


def _put_off(task: jobs.Task, _error: str) -> None:
    """Let the others go on where one fails in a way nobody thought of."""
    look_up = db.session.get(LookUp, task.subject_id)
    if look_up is not None:
        operations.note_trouble(look_up, Trouble.NETWORK, now=utcnow())


@jobs.job("look_up_post", attempts=1, on_failure=_put_off)
def look_up_post(task: jobs.Task) -> None:
    """Ask about one post, if everybody still says yes; keep the answer or note the trouble."""
    found = queries.find_to_ask(task.subject_id) if task.subject_id else None
    if found is None or not current_settings().instagram_look_ups:
        return
    shortcode = found.post.shortcode
    db.session.commit()  # nobody waits for the database while Instagram thinks
    answer = _answer(shortcode)
    look_up = db.session.get(LookUp, task.subject_id)
    if look_up is None or look_up.post.removed_at is not None:  # she took it out meanwhile
        return
    if isinstance(answer, Reading):
        operations.note_reading(look_up, answer, now=utcnow())
    else:
        operations.note_trouble(look_up, answer, now=utcnow())


def _answer(shortcode: str) -> Reading | Trouble:
    try:
        reading = next(INSTAGRAM.readings([shortcode]))
    except SourceTrouble as trouble:
        if trouble.kind in operations.TURNED_AWAY:
            INSTAGRAM.begin_anew()  # by the next try the page's tokens are long gone
        return trouble.kind
    return reading if reading.says_something else Trouble.UPSTREAM_CHANGED
