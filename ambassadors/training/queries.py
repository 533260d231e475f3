"""Reads about training. No writes, no request, no templates."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.models import (
    Lesson,
    LessonProgress,
    LessonVideo,
    Module,
    PracticeAnswer,
    Question,
    QuizAnswer,
    QuizAttempt,
    TrainingPicture,
)
from ambassadors.training.progress import ModuleProgress
from core.db import Base, db

Thing = TypeVar("Thing", bound=Base)


@dataclass(frozen=True)
class ModuleRow:
    """A module as its organiser sees it."""

    module: Module
    passed: int


def pass_counts() -> ColumnElement[bool]:
    """Return the condition, where attempts are joined to modules, for a pass that still counts.

    Only a retake the organiser has asked for since takes a pass away.
    """
    still = or_(Module.retake_asked_at.is_(None), QuizAttempt.finished_at > Module.retake_asked_at)
    return and_(QuizAttempt.passed, still)


def has_passed(ambassador: Ambassador, module_id: uuid.UUID) -> bool:
    """Say whether an ambassador has a pass of a module that counts."""
    passed = (
        select(QuizAttempt.id)
        .join(QuizAttempt.module)
        .where(
            QuizAttempt.ambassador_id == ambassador.id,
            QuizAttempt.module_id == module_id,
            pass_counts(),
        )
    )
    return db.session.scalar(passed.limit(1)) is not None


def _with_content() -> Select[Module]:
    return (
        select(Module)
        .where(Module.archived_at.is_(None))
        .options(selectinload(Module.lessons), selectinload(Module.questions))
    )


def modules_of(cohort_id: uuid.UUID) -> list[Module]:
    """Return a cohort's modules in order, with lessons and questions."""
    return list(
        db.session.scalars(
            _with_content().where(Module.cohort_id == cohort_id).order_by(Module.position)
        )
    )


def get_module(cohort_id: uuid.UUID, module_id: uuid.UUID) -> Module:
    """Return one module of a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        _with_content().where(Module.id == module_id, Module.cohort_id == cohort_id)
    ).one()


def get_lesson(cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID) -> Lesson:
    """Return one lesson of a cohort's module; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Lesson)
        .join(Lesson.module)
        .where(
            Lesson.id == lesson_id,
            Lesson.module_id == module_id,
            Lesson.archived_at.is_(None),
            Module.cohort_id == cohort_id,
            Module.archived_at.is_(None),
        )
        .options(
            contains_eager(Lesson.module).selectinload(Module.lessons),
            joinedload(Lesson.picture),
            joinedload(Lesson.video),
        )
    ).one()


def get_question(cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID) -> Question:
    """Return one question of a cohort's module with its choices; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Question)
        .join(Question.module)
        .where(
            Question.id == question_id,
            Question.module_id == module_id,
            Question.archived_at.is_(None),
            Module.cohort_id == cohort_id,
            Module.archived_at.is_(None),
        )
        .options(contains_eager(Question.module), selectinload(Question.choices))
    ).one()


def one_of(things: Sequence[Thing], wanted: uuid.UUID) -> Thing:
    """Return the thing with an id from what is loaded already; NoResultFound becomes a 404."""
    for thing in things:
        if thing.id == wanted:
            return thing
    raise NoResultFound


def last_position(model: type[Module | Lesson | Question], *where: ColumnElement[bool]) -> int:
    """Return the highest position in use, by what is archived too."""
    return db.session.scalar(select(func.max(model.position)).where(*where)) or 0


def count_passed(module: Module) -> int:
    """Return how many have a pass of a module that counts."""
    people = select(func.count(QuizAttempt.ambassador_id.distinct())).join(QuizAttempt.module)
    return db.session.scalar(people.where(Module.id == module.id, pass_counts())) or 0


def filmed_lessons(module: Module) -> frozenset[uuid.UUID]:
    """Return the lessons of a module that have a film."""
    films = select(LessonVideo.lesson_id).join(LessonVideo.lesson)
    filmed = films.where(Lesson.module_id == module.id).order_by(LessonVideo.lesson_id)
    return frozenset(db.session.scalars(filmed))


def is_answered(question: Question) -> bool:
    """Say whether anybody has answered a question."""
    answered = select(QuizAnswer.id).where(QuizAnswer.question_id == question.id)
    return db.session.scalar(answered.limit(1)) is not None


def progress_of(ambassador: Ambassador) -> list[ModuleProgress]:
    """Return the cohort's modules with how far an ambassador has come in each.

    Modules without lessons and questions are still being written, so they are left out.
    """
    modules = [m for m in modules_of(ambassador.cohort_id) if m.lessons or m.questions]
    return _progress(ambassador, modules)


def progress_in(ambassador: Ambassador, module_id: uuid.UUID) -> ModuleProgress:
    """Return how far an ambassador has come in one module of their own cohort."""
    return _progress(ambassador, [get_module(ambassador.cohort_id, module_id)])[0]


def next_module(ambassador: Ambassador) -> Module | None:
    """Return the module to go on with: the first one not passed, required ones first."""
    waiting = [row for row in progress_of(ambassador) if not row.passed]
    waiting.sort(key=lambda row: not row.module.required)
    return waiting[0].module if waiting else None


def _progress(ambassador: Ambassador, modules: list[Module]) -> list[ModuleProgress]:
    finished = dict(
        db.session.execute(
            select(LessonProgress.lesson_id, LessonProgress.finished_at).where(
                LessonProgress.ambassador_id == ambassador.id
            )
        ).all()
    )
    attempts = list(
        db.session.scalars(
            select(QuizAttempt)
            .where(QuizAttempt.ambassador_id == ambassador.id)
            .options(selectinload(QuizAttempt.answers))
            .order_by(QuizAttempt.created_at, QuizAttempt.id)
        )
    )
    return [
        _row(module, finished, [a for a in attempts if a.module_id == module.id])
        for module in modules
    ]


def _row(
    module: Module, finished: Mapping[uuid.UUID, datetime], attempts: list[QuizAttempt]
) -> ModuleProgress:
    over = [attempt for attempt in attempts if attempt.finished_at]
    return ModuleProgress(
        module=module,
        finished=finished,
        open_attempt=next((a for a in attempts if not a.finished_at), None),
        last_attempt=over[-1] if over else None,
        passed_at=max((a.finished_at for a in over if a.passed and a.finished_at), default=None),
    )


def find_open_attempt(ambassador: Ambassador, module: Module) -> QuizAttempt | None:
    """Return the attempt somebody is in the middle of."""
    return db.session.scalar(
        select(QuizAttempt).where(
            QuizAttempt.ambassador_id == ambassador.id,
            QuizAttempt.module_id == module.id,
            QuizAttempt.finished_at.is_(None),
        )
    )


def get_attempt(
    ambassador: Ambassador, attempt_id: uuid.UUID, *, lock: bool = False
) -> QuizAttempt:
    """Return one's own attempt with module, questions, choices and answers; else a 404.

    With ``lock`` two answers at once wait for each other.
    """
    own = (QuizAttempt.id == attempt_id, QuizAttempt.ambassador_id == ambassador.id)
    if lock:
        db.session.scalars(select(QuizAttempt.id).where(*own).with_for_update()).one()
    return db.session.scalars(
        select(QuizAttempt)
        .where(*own)
        .options(
            joinedload(QuizAttempt.module)
            .selectinload(Module.questions)
            .selectinload(Question.choices),
            selectinload(QuizAttempt.answers),
        )
    ).one()


def find_practice(ambassador: Ambassador, lesson_id: uuid.UUID) -> PracticeAnswer | None:
    """Return what somebody has sent as practice."""
    return db.session.scalar(
        select(PracticeAnswer)
        .where(PracticeAnswer.ambassador_id == ambassador.id, PracticeAnswer.lesson_id == lesson_id)
        .options(joinedload(PracticeAnswer.picture), joinedload(PracticeAnswer.replied_by))
    )


def replied_lessons(ambassador: Ambassador, module_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Return the lessons of a module whose practice an organiser has said something about."""
    return frozenset(
        db.session.scalars(
            select(PracticeAnswer.lesson_id)
            .join(PracticeAnswer.lesson)
            .where(
                PracticeAnswer.ambassador_id == ambassador.id,
                PracticeAnswer.replied_at.is_not(None),
                Lesson.module_id == module_id,
            )
            .order_by(PracticeAnswer.lesson_id)
        )
    )


def module_rows(cohort: Cohort) -> list[ModuleRow]:
    """Return a cohort's modules with how many of those taking part have passed each."""
    passed = dict(
        db.session.execute(
            select(QuizAttempt.module_id, func.count(QuizAttempt.ambassador_id.distinct()))
            .join(QuizAttempt.ambassador)
            .join(QuizAttempt.module)
            .where(
                Ambassador.cohort_id == cohort.id,
                Ambassador.status == AmbassadorStatus.ACTIVE,
                pass_counts(),
            )
            .group_by(QuizAttempt.module_id)
        ).all()
    )
    return [ModuleRow(module, passed.get(module.id, 0)) for module in modules_of(cohort.id)]


def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Return which stored files some lesson still shows."""
    films = select(LessonVideo.storage_key).where(LessonVideo.storage_key.in_(keys))
    shown = select(TrainingPicture.storage_key).where(TrainingPicture.storage_key.in_(keys))
    return {key for key in db.session.scalars(films.union(shown)) if key}
