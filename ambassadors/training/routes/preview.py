"""Training the way an ambassador sees it, for the organiser who writes it. Nothing is written."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ambassadors.routes.cohort import get_cohort, here
from ambassadors.training import answers, progress, queries
from ambassadors.training.answer_forms import PracticeForm, answer_form
from ambassadors.training.enums import LessonKind
from ambassadors.training.models import Lesson, Question, QuizAnswer
from ambassadors.training.pages import PreviewLinks, film_of, picture_of
from ambassadors.training.progress import ModuleProgress
from ambassadors.training.routes.organiser import get_module, module_address
from ambassadors.training.views import review
from core.access import Audience, open_to

bp = Blueprint(
    "training_preview",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training/<uuid:module_id>/preview",
)


NOBODYS = uuid.UUID(int=0)  # an attempt that is not made


@bp.get("")
@open_to(Audience.ORGANISER)
def show_module(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Show a module as somebody who has not begun sees it."""
    module = get_module(cohort_id, module_id)
    questions = len(module.questions)
    return render_template(
        "ambassadors/training/module.html",
        row=ModuleProgress(module, {}, None, None, None),
        questions=questions,
        needed=progress.needed(module, questions),
        links=PreviewLinks(organisation, cohort_id),
        replied=frozenset(),
        owner="",
        back_url=module_address(cohort_id, module_id),
    )


@bp.get("/lessons/<uuid:lesson_id>")
@open_to(Audience.ORGANISER)
def show_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Show a lesson the way an ambassador sees it."""
    lesson = queries.get_lesson(get_cohort(cohort_id).id, module_id, lesson_id)
    links, lessons = PreviewLinks(organisation, cohort_id), lesson.module.lessons
    page = {}
    if lesson.kind is LessonKind.PRACTICE:
        page = {"form": PracticeForm(), "practised": None, "own_picture": None}
    place = here(cohort_id, module_id=module_id, lesson_id=lesson_id)
    return render_template(
        "ambassadors/training/lesson.html",
        lesson=lesson,
        number=lessons.index(lesson) + 1,
        total=len(lessons),
        picture=picture_of(lesson, links),
        film=film_of(lesson, links),
        links=links,
        onward=after(lesson, links),
        owner="",
        back_url=url_for("training_lessons.edit_lesson", **place),
        **page,
    )


def after(lesson: Lesson, links: PreviewLinks) -> str:
    """Return where a preview goes on: the next lesson, the first question, the module."""
    later = [x for x in lesson.module.lessons if x.position > lesson.position]
    if later:
        return links.lesson(later[0])
    questions = lesson.module.questions
    return links.question(questions[0], NOBODYS) if questions else links.module(lesson.module)


@bp.get("/questions/<uuid:question_id>")
@open_to(Audience.ORGANISER)
def show_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID
) -> ResponseReturnValue:
    """Show a question, or how an answer to it would be explained."""
    question = queries.get_question(get_cohort(cohort_id).id, module_id, question_id)
    module = get_module(cohort_id, module_id)
    links = PreviewLinks(organisation, cohort_id)
    place = here(cohort_id, module_id=module_id, question_id=question_id)
    form = answer_form(question, NOBODYS, request.args or None)
    is_answered = bool(request.args) and not request.args.get("move") and form.validate()
    return render_template(
        f"ambassadors/training/{'answered' if is_answered else 'question'}.html",
        attempt=None,
        question=question,
        links=links,
        owner="",
        back_url=url_for("training_questions.edit_question", **place),
        form=form,
        item=review(question, as_answer(question, form.given())) if is_answered else None,
        **place_in_quiz(question, module.questions, links),
    )


def place_in_quiz(
    question: Question, questions: Sequence[Question], links: PreviewLinks
) -> dict[str, Any]:
    """Return which question of how many it is, and where the preview goes on."""
    later = next((one for one in questions if one.position > question.position), None)
    return {
        "number": questions.index(question) + 1,
        "total": len(questions),
        "next_url": links.question(later, NOBODYS) if later else links.module(question.module),
        "waiting": later,
    }


def as_answer(question: Question, given: answers.Given) -> QuizAnswer:
    """Return an answer that belongs to nobody and is not kept."""
    return QuizAnswer(
        chosen=[str(choice.id) for choice in given.choices],
        text=given.text,
        is_right=answers.is_right(question, given),
    )
