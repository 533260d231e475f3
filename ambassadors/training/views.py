"""Answered questions as pages show them."""

from dataclasses import dataclass, field

from ambassadors.models import Ambassador
from ambassadors.training import answers, progress
from ambassadors.training.enums import QuestionKind
from ambassadors.training.models import Choice, Question, QuizAnswer, QuizAttempt
from core.languages import localised


@dataclass(frozen=True)
class AnswerView:
    """One choice of an answered question; ``is_missed`` is a right one that was not chosen."""

    text: str
    explanation: str
    state: str
    is_missed: bool = False


@dataclass(frozen=True)
class QuestionReview:
    """One question with what was answered to it.

    ``own_text`` and ``last_word`` belong to a free text, whose last word is the model answer;
    ``right_order`` is filled where another order was given.
    """

    question: Question
    is_right: bool
    items: list[AnswerView]
    own_text: str = ""
    last_word: str = ""
    right_order: list[str] = field(default_factory=list)
    is_text: bool = False


def review(question: Question, answer: QuizAnswer) -> QuestionReview:
    """Return what was answered to a question, explained."""
    is_order = question.kind is QuestionKind.ORDER
    right_order = [localised(choice, "text") for choice in question.choices]
    return QuestionReview(
        question=question,
        is_right=answer.is_right,
        items=_ordered(question, answer) if is_order else _chosen(question, answer),
        own_text=answer.text,
        last_word=localised(question, "explanation"),
        right_order=right_order if is_order and not answer.is_right else [],
        is_text=question.kind is QuestionKind.TEXT,
    )


def _ordered(question: Question, answer: QuizAnswer) -> list[AnswerView]:
    given = answers.chosen_of(question, answer.chosen)
    return [
        AnswerView(
            localised(choice, "text"),
            localised(choice, "why"),
            "right" if choice.id == right.id else "wrong",
        )
        for choice, right in zip(given, question.choices, strict=False)
    ]


def _chosen(question: Question, answer: QuizAnswer) -> list[AnswerView]:
    """Return all choices; those chosen and those that are right are explained."""
    return [_view(choice, is_chosen=str(choice.id) in answer.chosen) for choice in question.choices]


def _view(choice: Choice, *, is_chosen: bool) -> AnswerView:
    if not (is_chosen or choice.is_right):
        return AnswerView(localised(choice, "text"), "", "")
    state = "right" if choice.is_right else "wrong"
    text, why = localised(choice, "text"), localised(choice, "why")
    return AnswerView(text, why, state, is_missed=choice.is_right and not is_chosen)


def review_of(attempt: QuizAttempt) -> list[QuestionReview]:
    """Return the questions of a finished attempt with what was answered to each."""
    given = [(question, progress.answer_to(question, attempt)) for question in _asked(attempt)]
    return [review(question, answer) for question, answer in given if answer]


def _asked(attempt: QuizAttempt) -> list[Question]:
    """Return the module's questions; one may have been added since."""
    return attempt.module.questions


def owner_on_device(ambassador: Ambassador) -> str:
    """Return under which name a browser keeps what this person has not sent yet in this place."""
    return f"{ambassador.user_id}.{ambassador.id}"
