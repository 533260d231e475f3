"""Pictures of which only what we make of them is shown: the original waits for the worker."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from core import jobs, refusals, storage
from core.db import db
from core.pictures import made_or_why, reencoded


class RemadePicture:
    """Columns of a picture whose row is there before what may be shown of it.

    The original is kept until the worker has made ``storage_key`` from it, without metadata;
    ``refusal`` says why there will be none.
    """

    id: Mapped[uuid.UUID]
    original_key: Mapped[str | None]
    storage_key: Mapped[str | None]
    width: Mapped[int]
    height: Mapped[int]
    refusal: Mapped[str] = mapped_column(default="")

    @property
    def keys(self) -> list[str]:
        """The files there are of it now."""
        return [key for key in (self.original_key, self.storage_key) if key]


def make(table: type[RemadePicture], task: jobs.Task, *, folder: str) -> None:
    """Make what may be shown of a job's picture and throw the original away; again is fine."""
    picture = db.session.get(table, task.subject_id)
    original = picture.original_key if picture else None
    db.session.commit()
    if original is None:
        return
    made, refusal = made_or_why(reencoded, original)
    key = f"{folder}/{task.job_id.hex}.webp"
    if made is not None:
        storage.save(key, made.data, mimetype=made.mimetype)
    picture = db.session.get(table, task.subject_id)
    if picture is None:  # taken out or erased meanwhile
        storage.delete(key)
    elif made is None:
        picture.refusal, picture.original_key = refusal, None
    else:
        picture.storage_key, picture.original_key = key, None
        picture.width, picture.height = made.width, made.height
    db.session.commit()
    storage.delete(original)


def give_up(table: type[RemadePicture], task: jobs.Task) -> None:
    """Say of a job's picture that there will be none."""
    picture = db.session.get(table, task.subject_id)
    if picture is not None and picture.storage_key is None:
        picture.refusal = refusals.FAILED
