"""Training, as ambassadors take it and organisers write it."""

from typing import Any

from ambassadors.training.models import Module, PracticeAnswer, QuizAttempt, TrainingPicture
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, Who, World, thing
from tests.factories.training import (
    LessonVideoFactory,
    PracticeAnswerFactory,
    QuizAttemptFactory,
    TrainingPictureFactory,
    full_module,
)

WRITERS = frozenset({Who.ORGANISER, Who.OWNER})
TAKERS = frozenset({Who.AMBASSADOR, Who.PEER})
ONLY_HERS = frozenset({Who.AMBASSADOR})


@thing
def module(world: World) -> Module:
    return full_module(world.cohort, questions=2)


@thing
def attempt(world: World) -> QuizAttempt:
    return QuizAttemptFactory(ambassador=world.ambassador, module=world.module)


@thing
def practice(world: World) -> PracticeAnswer:
    """What she did as practice in a lesson with a film; only she and the organisers see it."""
    lesson = world.module.lessons[0]
    LessonVideoFactory(lesson=lesson)
    return PracticeAnswerFactory(
        ambassador=world.ambassador, lesson=lesson, picture=world.own_picture
    )


@thing
def own_picture(world: World) -> TrainingPicture:
    return TrainingPictureFactory(cohort_id=world.cohort.id, ambassador_id=world.ambassador.id)


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
LESSON = {"title_da": "Ro på", "body_da": "Ro.", "kind": "reading", "asks": "text"}
QUESTION = {
    "text_da": "Hvad nu?",
    "kind": "one",
    "choices-0-text_da": "Ja",
    "choices-1-text_da": "Nej",
    "choices-2-text_da": "Måske",
    "rights": ["2"],
}
AMBASSADOR, ORGANISER = "training_ambassador.", "training_organiser."
LESSONS, QUESTIONS = "training_lessons.", "training_questions."
PREVIEW, FOLLOW_UP = "training_preview.", "training_follow_up."
ITS_LESSON, ITS_QUESTION = "/{w.module.id}/lessons/{lesson}", "/{w.module.id}/questions/{question}"


def reply(world: World) -> dict[str, str]:
    return {f"{world.practice.id.hex}-text": "Godt set."}


TAKING = [
    Rows(endpoint=AMBASSADOR + "list_modules", path=lambda w: "/my/training", allowed=AMBASSADORS),
    Rows(endpoint=AMBASSADOR + "show_module", path=mine("/{w.module.id}"), allowed=TAKERS),
    Rows(endpoint=AMBASSADOR + "show_lesson", path=mine(ITS_LESSON), allowed=TAKERS),
    Rows(
        endpoint=AMBASSADOR + "finish_lesson", method="POST", path=mine(ITS_LESSON), allowed=TAKERS
    ),
    Rows(
        endpoint=AMBASSADOR + "answer_practice",
        method="POST",
        path=mine(ITS_LESSON + "/practice"),
        data=lambda w: {"text": "Et billede af mit bord."},
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
    Rows(
        endpoint="training_files_ambassador.send_picture",
        path=mine("/files/pictures/{w.own_picture.id}"),
        allowed=ONLY_HERS,
    ),
    Rows(
        endpoint="training_files_ambassador.send_film",
        path=mine("/files/films/{w.practice.lesson_id}"),
        allowed=TAKERS,
    ),
    Rows(
        endpoint="training_files_ambassador.send_captions",
        path=mine("/files/films/{w.practice.lesson_id}/da.vtt"),
        allowed=TAKERS,
    ),
]

WRITING = [
    Rows(endpoint=ORGANISER + "list_modules", path=theirs(""), allowed=WRITERS),
    *page(ORGANISER + "add_module", theirs("/new"), WRITERS, data=lambda w: MODULE),
    *page(ORGANISER + "edit_module", theirs("/{w.module.id}"), WRITERS, data=lambda w: MODULE),
    *page(ORGANISER + "remove_module", theirs("/{w.module.id}/removal"), WRITERS),
    *page(
        LESSONS + "add_lesson", theirs("/{w.module.id}/lessons/new"), WRITERS, data=lambda w: LESSON
    ),
    *page(LESSONS + "edit_lesson", theirs(ITS_LESSON), WRITERS, data=lambda w: LESSON),
    *page(LESSONS + "edit_film", theirs(ITS_LESSON + "/film"), WRITERS),
    *page(LESSONS + "remove_lesson", theirs(ITS_LESSON + "/removal"), WRITERS),
    *page(
        QUESTIONS + "add_question",
        theirs("/{w.module.id}/questions/new"),
        WRITERS,
        data=lambda w: QUESTION,
    ),
    *page(QUESTIONS + "edit_question", theirs(ITS_QUESTION), WRITERS, data=lambda w: QUESTION),
    *page(QUESTIONS + "remove_question", theirs(ITS_QUESTION + "/removal"), WRITERS),
    *(
        Rows(
            endpoint=endpoint,
            method="POST",
            path=theirs(rest),
            data=lambda w: {"way": "down"},
            allowed=WRITERS,
        )
        for endpoint, rest in [
            (ORGANISER + "move_module", "/{w.module.id}/position"),
            (ORGANISER + "order_modules", "/order"),
            (ORGANISER + "ask_for_retake", "/{w.module.id}/retake"),
            (LESSONS + "move_lesson", ITS_LESSON + "/position"),
            (LESSONS + "order_lessons", "/{w.module.id}/lessons/order"),
            (LESSONS + "remove_film", ITS_LESSON + "/film/removal"),
            (QUESTIONS + "move_question", ITS_QUESTION + "/position"),
            (QUESTIONS + "order_questions", "/{w.module.id}/questions/order"),
        ]
    ),
    Rows(
        endpoint=LESSONS + "look_at_lesson",
        method="POST",
        path=theirs("/{w.module.id}/lessons/look"),
        data=lambda w: LESSON,
        allowed=WRITERS,
    ),
    *(
        Rows(endpoint=endpoint, path=theirs(rest), allowed=WRITERS)
        for endpoint, rest in [
            (PREVIEW + "show_module", "/{w.module.id}/preview"),
            (PREVIEW + "show_lesson", "/{w.module.id}/preview/lessons/{lesson}"),
            (PREVIEW + "show_question", "/{w.module.id}/preview/questions/{question}"),
            ("training_files_organiser.send_picture", "/files/pictures/{w.own_picture.id}"),
            ("training_files_organiser.send_film", "/files/films/{w.practice.lesson_id}"),
            (
                "training_files_organiser.send_captions",
                "/files/films/{w.practice.lesson_id}/da.vtt",
            ),
            (FOLLOW_UP + "list_people", "/people"),
            (FOLLOW_UP + "list_questions", "/answers"),
            (FOLLOW_UP + "list_practice", "/practice"),
        ]
    ),
    Rows(
        endpoint=FOLLOW_UP + "show_reminding",
        path=theirs("/reminders"),
        allowed=WRITERS,
        answers=frozenset({200, 302}),
    ),
    *(
        Rows(endpoint=endpoint, method="POST", path=theirs(rest), data=data, allowed=WRITERS)
        for endpoint, rest, data in [
            (FOLLOW_UP + "reply", "/practice/{w.practice.id}", reply),
            (FOLLOW_UP + "remind_one", "/people/{w.ambassador.id}/reminder", lambda w: {}),
            (FOLLOW_UP + "remind_all", "/reminders", lambda w: {}),
        ]
    ),
]

ROWS = [*TAKING, *WRITING]
