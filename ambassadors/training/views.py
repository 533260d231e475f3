"""Answered questions as pages show them."""

from dataclasses import dataclass

from ambassadors.training import progress
from ambassadors.training.models import Choice, Question, QuizAnswer, QuizAttempt
from core.languages import localised


@dataclass(frozen=True)
class AnswerView:
    """One choice of an answered question."""

    text: str
    explanation: str
    state: str


@dataclass(frozen=True)
class QuestionReview:
    """One question of a finished attempt."""

    question: Question
    items: list[AnswerView]
    is_right: bool


def answer_views(question: Question, answer: QuizAnswer) -> list[AnswerView]:
    """Return the choices of a question; the chosen one and the right one are explained."""
    return [_view(choice, is_chosen=str(choice.id) in answer.chosen) for choice in question.choices]


def _view(choice: Choice, *, is_chosen: bool) -> AnswerView:
    if not (is_chosen or choice.is_right):
        return AnswerView(localised(choice, "text"), "", "")
    state = "right" if choice.is_right else "wrong"
    return AnswerView(localised(choice, "text"), localised(choice, "why"), state)


def review_of(attempt: QuizAttempt) -> list[QuestionReview]:
    """Return the questions of a finished attempt with what was answered to each."""
    review = []
    for question in attempt.module.questions:
        given = progress.answer_to(question, attempt)
        if given:  # a question may have been added since
            items = answer_views(question, given)
            review.append(QuestionReview(question, items, given.is_right))
    return review
