"""Taking a module, lesson or question out of training. What somebody has taken is archived."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.models import User
from ambassadors.training import queries
from ambassadors.training.models import (
    Lesson,
    LessonProgress,
    LessonVideo,
    Module,
    PracticeAnswer,
    Question,
    QuizAttempt,
    TrainingPicture,
)
from ambassadors.training.recording import record
from core import jobs
from core.db import Base, db, utcnow


def remove(thing: Module | Lesson | Question, *, actor: User) -> None:
    """Take a module, lesson or question out of training.

    What somebody has taken is kept out of sight, so that their history stays true.
    """
    module = thing if isinstance(thing, Module) else thing.module
    kind = type(thing).__name__.lower()
    name = {"title": getattr(thing, "title_da", "") or getattr(thing, "title_en", "")}
    record(module, f"{kind}_removed", thing, actor, before=name if name["title"] else None)
    if thing is not module:
        module.changed_at = utcnow()
    keys = files_of(thing)
    if has_traces(thing) or not _deleted(thing):
        thing.archived_at = utcnow()
    elif keys:
        jobs.enqueue("forget_training_files", keys=" ".join(keys))


def _deleted(thing: Module | Lesson | Question) -> bool:
    """Delete a thing with all it holds, unless another room still points at it."""
    try:
        with db.session.begin_nested():
            for part in parts_of(thing):
                db.session.delete(part)
                db.session.flush()  # in this order: what points at another goes first
    except IntegrityError:
        return False
    return True


def has_traces(thing: Module | Lesson | Question) -> bool:
    """Say whether somebody has read, answered or done anything of it."""
    if isinstance(thing, Question):
        return queries.is_answered(thing)
    lessons = Lesson.id == thing.id if isinstance(thing, Lesson) else Lesson.module_id == thing.id
    found = [
        select(LessonProgress.id).join(Lesson, Lesson.id == LessonProgress.lesson_id),
        select(PracticeAnswer.id).join(PracticeAnswer.lesson),
    ]
    if any(db.session.scalar(traces.where(lessons).limit(1)) for traces in found):
        return True
    attempts = select(QuizAttempt.id).where(QuizAttempt.module_id == thing.id).limit(1)
    return isinstance(thing, Module) and db.session.scalar(attempts) is not None


def parts_of(thing: Module | Lesson | Question) -> list[Base]:
    """Return a thing and all it holds, archived parts too, what points at another before it."""
    if isinstance(thing, Question):
        return [*thing.choices, thing]
    if isinstance(thing, Lesson):
        return [*filter(None, [thing.video]), thing, *filter(None, [thing.picture])]
    inside: list[Lesson | Question] = [
        *db.session.scalars(
            select(Lesson).where(Lesson.module_id == thing.id).order_by(Lesson.position)
        ),
        *db.session.scalars(
            select(Question).where(Question.module_id == thing.id).order_by(Question.position)
        ),
    ]
    return [*(part for one in inside for part in parts_of(one)), thing]


def files_of(thing: Module | Lesson | Question) -> list[str]:
    """Return the storage keys of all the files in a thing."""
    films = [part.storage_key for part in parts_of(thing) if isinstance(part, LessonVideo)]
    pictures = [part for part in parts_of(thing) if isinstance(part, TrainingPicture)]
    keys = [key for one in pictures for key in one.keys]
    return films + keys
