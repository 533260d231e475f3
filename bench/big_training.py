"""What a large cohort has done of its training, and who has applied to it, written in bulk."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.models import Application, JoinPage
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.models import (
    Choice,
    Lesson,
    LessonProgress,
    Module,
    Question,
    QuizAnswer,
    QuizAttempt,
)
from bench.big_season import Row, write
from core.db import db

MODULES, LESSONS, QUESTIONS = 6, 3, 4
BEGAN = datetime(2026, 9, 1, 12, tzinfo=UTC)
Try = tuple[uuid.UUID, uuid.UUID, Module, int]  # of whom in what, and their number


def add_training(cohort: Cohort) -> None:
    """Let people come from none to all modules far; every fifth try fails at three of four."""
    modules = [_module(cohort, number) for number in range(1, MODULES + 1)]
    db.session.add_all(modules)
    db.session.flush()  # what was done is written by their ids
    people = select(Ambassador.id).where(Ambassador.cohort_id == cohort.id).order_by(Ambassador.id)
    tries = [
        (uuid.uuid4(), person, module, number)
        for number, person in enumerate(db.session.scalars(people))
        for module in modules[: number % (MODULES + 1)]
    ]
    write(QuizAttempt, (_attempt(one) for one in tries))
    write(QuizAnswer, (row for one in tries for row in _answers(one)))
    write(LessonProgress, (row for one in tries for row in _read(one)))


def _module(cohort: Cohort, number: int) -> Module:
    module = Module(cohort=cohort, position=number, title_da="Modul", title_en="Module")
    module.intro_da = module.intro_en = ""
    texts = {"title_da": "Lektion", "title_en": "Lesson", "body_da": "", "body_en": ""}
    module.lessons = [Lesson(position=place, **texts) for place in range(LESSONS)]
    for place in range(QUESTIONS):
        question = Question(position=place, text_da="Hvad?", text_en="What?")
        question.choices = [
            Choice(position=n, text_da="", text_en="", is_right=not n, why_da="", why_en="")
            for n in range(3)
        ]
        module.questions.append(question)
    return module


def _passed(one: Try) -> bool:
    return (one[3] + one[2].position) % 5 != 0


def _attempt(one: Try) -> Row:
    key, person, module, number = one
    began = BEGAN + timedelta(minutes=number)
    return {
        "id": key,
        "created_at": began,
        "finished_at": began + timedelta(minutes=5),
        "ambassador_id": person,
        "module_id": module.id,
        "score": 100 if _passed(one) else 25,
        "passed": _passed(one),
    }


def _answers(one: Try) -> Iterator[Row]:
    for place, question in enumerate(one[2].questions):
        right = _passed(one) or place == 0
        yield {"attempt_id": one[0], "question_id": question.id, "is_right": right}


def _read(one: Try) -> Iterator[Row]:
    for lesson in one[2].lessons:
        yield {"ambassador_id": one[1], "lesson_id": lesson.id, "finished_at": BEGAN}


def add_applications(cohort: Cohort, names: Sequence[str]) -> None:
    """Let so many apply."""
    page = JoinPage(cohort=cohort, mode=JoinMode.APPLICATION, slug=cohort.id.hex)
    db.session.add(page)
    db.session.flush()  # applications are written by its id
    write(
        Application,
        (
            {
                "page_id": page.id,
                "email": f"{uuid.uuid4().hex}@example.org",
                "name": name,
                "state": ApplicationState.RECEIVED,
                "applied_at": BEGAN + timedelta(minutes=number),
            }
            for number, name in enumerate(names)
        ),
    )
