"""Training, as ambassadors take it and organisers write it."""

from typing import Any

from ambassadors.training.models import Module, QuizAttempt
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, Who, World, thing
from tests.factories.training import QuizAttemptFactory, full_module

WRITERS = frozenset({Who.ORGANISER, Who.OWNER})
TAKERS = frozenset({Who.AMBASSADOR, Who.PEER})
ONLY_HERS = frozenset({Who.AMBASSADOR})


@thing
def module(world: World) -> Module:
    return full_module(world.cohort, questions=2)


@thing
def attempt(world: World) -> QuizAttempt:
    return QuizAttemptFactory(ambassador=world.ambassador, module=world.module)


def lesson(world: World) -> Any:
    return world.module.lessons[0].id


def question(world: World) -> Any:
    return world.module.questions[0].id


def mine(rest: str) -> Any:
    return lambda w: (
        "/my/training" + rest.format(w=w, lesson=lesson(w), question=question(w), attempt=w.attempt)
    )


def theirs(rest: str) -> Any:
    return lambda w: (
        f"/o/{w.slug}/cohorts/{w.cohort.id}/training"
        + rest.format(w=w, lesson=lesson(w), question=question(w))
    )


MODULE = {"title_da": "Ro på", "minutes": "5", "pass_mark": "75"}
LESSON = {"title_da": "Ro på", "body_da": "Ro."}
QUESTION = {
    "text_da": "Hvad nu?",
    "choices-0-text_da": "Ja",
    "choices-1-text_da": "Nej",
    "choices-2-text_da": "Måske",
    "right": "2",
}
AMBASSADOR, ORGANISER = "training_ambassador.", "training_organiser."

ROWS = [
    Rows(endpoint=AMBASSADOR + "list_modules", path=lambda w: "/my/training", allowed=AMBASSADORS),
    Rows(endpoint=AMBASSADOR + "show_module", path=mine("/{w.module.id}"), allowed=TAKERS),
    Rows(
        endpoint=AMBASSADOR + "show_lesson",
        path=mine("/{w.module.id}/lessons/{lesson}"),
        allowed=TAKERS,
    ),
    Rows(
        endpoint=AMBASSADOR + "finish_lesson",
        method="POST",
        path=mine("/{w.module.id}/lessons/{lesson}"),
        allowed=TAKERS,
    ),
    Rows(
        endpoint=AMBASSADOR + "start_quiz",
        method="POST",
        path=mine("/{w.module.id}/quiz"),
        allowed=TAKERS,
    ),
    Rows(
        endpoint=AMBASSADOR + "show_attempt",
        path=mine("/quiz/{attempt.id}"),
        allowed=ONLY_HERS,
        answers=frozenset({302, 303}),  # on to the first question
    ),
    Rows(
        endpoint=AMBASSADOR + "show_question",
        path=mine("/quiz/{attempt.id}/questions/{question}"),
        allowed=ONLY_HERS,
    ),
    Rows(
        endpoint=AMBASSADOR + "answer_question",
        method="POST",
        path=mine("/quiz/{attempt.id}/questions/{question}"),
        data=lambda w: {"choice": str(w.module.questions[0].choices[0].id)},
        allowed=ONLY_HERS,
    ),
    Rows(endpoint=ORGANISER + "list_modules", path=theirs(""), allowed=WRITERS),
    *page(ORGANISER + "add_module", theirs("/new"), WRITERS, data=lambda w: MODULE),
    *page(ORGANISER + "edit_module", theirs("/{w.module.id}"), WRITERS, data=lambda w: MODULE),
    *page(
        ORGANISER + "add_lesson",
        theirs("/{w.module.id}/lessons/new"),
        WRITERS,
        data=lambda w: LESSON,
    ),
    *page(
        ORGANISER + "edit_lesson",
        theirs("/{w.module.id}/lessons/{lesson}"),
        WRITERS,
        data=lambda w: LESSON,
    ),
    Rows(
        endpoint=ORGANISER + "preview_lesson",
        path=theirs("/{w.module.id}/lessons/{lesson}/preview"),
        allowed=WRITERS,
    ),
    *page(
        ORGANISER + "add_question",
        theirs("/{w.module.id}/questions/new"),
        WRITERS,
        data=lambda w: QUESTION,
    ),
    *page(
        ORGANISER + "edit_question",
        theirs("/{w.module.id}/questions/{question}"),
        WRITERS,
        data=lambda w: QUESTION,
    ),
    *(
        Rows(
            endpoint=ORGANISER + endpoint,
            method="POST",
            path=theirs(rest),
            data=lambda w: {"way": "down"},
            allowed=WRITERS,
        )
        for endpoint, rest in [
            ("move_module", "/{w.module.id}/position"),
            ("move_lesson", "/{w.module.id}/lessons/{lesson}/position"),
            ("move_question", "/{w.module.id}/questions/{question}/position"),
        ]
    ),
]
