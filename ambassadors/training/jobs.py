"""Background work of training: making pictures fit to be shown, and clearing up behind them."""

from ambassadors.training import queries
from ambassadors.training.models import TrainingPicture
from core import jobs, refusals, storage
from core.db import db
from core.pictures import made_or_why, reencoded


def _give_up(task: jobs.Task, error: str) -> None:
    picture = db.session.get(TrainingPicture, task.subject_id)
    if picture is not None and picture.storage_key is None:
        picture.refusal = refusals.FAILED


@jobs.job("make_training_picture", on_failure=_give_up)
def make_training_picture(task: jobs.Task) -> None:
    """Make what may be shown of a picture and throw the original away; doing it again is fine."""
    picture = db.session.get(TrainingPicture, task.subject_id)
    original = picture.original_key if picture else None
    db.session.commit()
    if original is None:
        return
    made, refusal = made_or_why(reencoded, original)
    key = f"training/{task.job_id.hex}.webp"
    if made is not None:
        storage.save(key, made.data, mimetype=made.mimetype)
    picture = db.session.get(TrainingPicture, task.subject_id)
    if picture is None:  # erased meanwhile
        storage.delete(key)
    elif made is None:
        picture.refusal, picture.original_key = refusal, None
    else:
        picture.storage_key, picture.original_key = key, None
        picture.width, picture.height = made.width, made.height
    db.session.commit()
    storage.delete(original)


@jobs.job("forget_training_files")
def forget_training_files(task: jobs.Task) -> None:
    """Remove files that nothing refers to any more; another season may still use them."""
    keys = str(task.arguments["keys"]).split()
    kept = queries.keys_in_use(keys)
    db.session.commit()
    for key in keys:
        if key not in kept:
            storage.delete(key)
