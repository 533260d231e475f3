"""Background work of this room: making a logo fit to be shown."""

from accounts.models import Organisation
from accounts.organisations.operations import LOGO_FOLDER, SMALLEST_LOGO
from core import jobs, refusals, storage
from core.db import db
from core.pictures import Reencoded, made_or_why, reencoded

LARGEST = (640, 320)


def _give_up(task: jobs.Task, error: str) -> None:
    organisation = db.session.get(Organisation, task.subject_id)
    if organisation is not None and organisation.logo_original_key:
        organisation.logo_original_key, organisation.logo_refusal = None, refusals.FAILED


@jobs.job("make_logo", on_failure=_give_up)
def make_logo(task: jobs.Task) -> None:
    """Make pixels and nothing else of a logo, and throw the original away; again is fine."""
    organisation = db.session.get(Organisation, task.subject_id)
    original = organisation.logo_original_key if organisation else None
    db.session.commit()
    if original is None:
        return
    made, refusal = made_or_why(_made, original)
    key = f"{LOGO_FOLDER}/{task.job_id.hex}.png"
    if made:
        storage.save(key, made.data, mimetype=made.mimetype)
    organisation = db.session.get_one(Organisation, task.subject_id)
    old = None
    if organisation.logo_original_key != original:  # another one has been chosen, or none
        storage.delete(key)
    else:
        organisation.logo_original_key, organisation.logo_refusal = None, refusal
        if made:
            old, organisation.logo_key = organisation.logo_key, key
            organisation.logo_width, organisation.logo_height = made.width, made.height
    db.session.commit()
    for gone in (original, old):
        if gone:
            storage.delete(gone)


def _made(original: str) -> Reencoded:
    """Return a logo's pixels."""
    return reencoded(original, box=LARGEST, encoder="PNG", min_side=SMALLEST_LOGO)
