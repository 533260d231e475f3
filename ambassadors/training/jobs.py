"""Background work of training: making pictures fit to be shown, and clearing up behind them."""

from ambassadors.training import queries
from ambassadors.training.lesson_files import FOLDER
from ambassadors.training.models import TrainingPicture
from core import jobs, remade, storage
from core.db import db


def _give_up(task: jobs.Task, _error: str) -> None:
    remade.give_up(TrainingPicture, task)


@jobs.job("make_training_picture", on_failure=_give_up)
def make_training_picture(task: jobs.Task) -> None:
    """Make what may be shown of a picture."""
    remade.make(TrainingPicture, task, folder=FOLDER)


@jobs.job("forget_training_files")
def forget_training_files(task: jobs.Task) -> None:
    """Remove files that nothing refers to any more; another season may still use them."""
    keys = str(task.arguments["keys"]).split()
    kept = queries.keys_in_use(keys)
    db.session.commit()
    for key in keys:
        if key not in kept:
            storage.delete(key)
