"""Training that comes along into the next season, with nothing of those who took it.

Pictures and films are not copied: both seasons use the same file until the last of them lets go.
"""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from ambassadors.copied_season import CopiedSeason
from ambassadors.models import Cohort
from ambassadors.training.models import (
    Lesson,
    LessonVideo,
    Module,
    Question,
    TrainingPicture,
)
from ambassadors.training.signals import training_copied
from core.db import Base, db

T = TypeVar("T", bound=Base)

MODULE = ("position", "title_da", "title_en", "intro_da", "intro_en", "minutes", "required")
LESSON = ("position", "title_da", "title_en", "body_da", "body_en", "kind", "asks", "drawing")
ALT = ("alt_da", "alt_en")
FILM = ("storage_key", "mimetype", "byte_size", "captions_da", "captions_en")
TRANSCRIPT = ("transcript_da", "transcript_en")
QUESTION = ("position", "text_da", "text_en", "kind", "explanation_da", "explanation_en")
CHOICE = ("position", "text_da", "text_en", "is_right", "why_da", "why_en")


def copy_training(_cohort: Cohort, copied: CopiedSeason) -> None:
    """Copy a season's training and tell the rooms above that their gates have somewhere to go."""
    hold = select(Module.id).where(Module.cohort_id == copied.source.id).with_for_update()
    db.session.execute(hold).all()  # a film that is being taken out now is gone or waits for us
    for module in db.session.scalars(_modules_of(copied.source)):
        copied.note(module, _module(module, copied))
    db.session.flush()  # kits point at the new modules
    training_copied.send(copied)


def _modules_of(cohort: Cohort) -> Select[Module]:
    return (
        select(Module)
        .where(Module.cohort_id == cohort.id, Module.archived_at.is_(None))
        .options(
            selectinload(Module.lessons).joinedload(Lesson.picture),
            selectinload(Module.lessons).joinedload(Lesson.video),
            selectinload(Module.questions).selectinload(Question.choices),
        )
        .order_by(Module.position)
    )


def _same(old: T, names: Iterable[str]) -> T:
    return type(old)(**{name: getattr(old, name) for name in names})


def _module(old: Module, copied: CopiedSeason) -> Module:
    new = _same(old, (*MODULE, "pass_mark"))
    new.cohort = copied.cohort
    new.lessons = [_lesson(lesson, copied.cohort) for lesson in old.lessons]
    new.questions = [_question(question) for question in old.questions]
    db.session.add(new)
    return new


def _lesson(old: Lesson, cohort: Cohort) -> Lesson:
    new = _same(old, (*LESSON, *ALT))
    if old.picture and old.picture.storage_key:  # one still in the making has nothing to share
        new.picture = TrainingPicture(
            cohort=cohort,
            storage_key=old.picture.storage_key,
            width=old.picture.width,
            height=old.picture.height,
        )
    if old.video:
        new.video = LessonVideo(**{name: getattr(old.video, name) for name in (*FILM, *TRANSCRIPT)})
    return new


def _question(old: Question) -> Question:
    new = _same(old, QUESTION)
    new.choices = [_same(choice, CHOICE) for choice in old.choices]
    return new
