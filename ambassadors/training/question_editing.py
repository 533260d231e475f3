"""Writes of an organiser to the questions of a quiz. Routes commit."""

from dataclasses import asdict, replace

from accounts.models import User
from ambassadors.training import queries
from ambassadors.training.content import ChoiceText, QuestionText
from ambassadors.training.enums import QuestionKind
from ambassadors.training.errors import (
    AnsweredAlready,
    ModelAnswerMissing,
    NoRightChoice,
    NothingToOrder,
    NotSeveralRight,
    QuestionMissing,
    TooFewChoices,
)
from ambassadors.training.models import Choice, Module, Question
from ambassadors.training.recording import record
from core.db import db, utcnow

WORDS = ("kind", "text_da", "text_en", "explanation_da", "explanation_en")


def add_question(module: Module, text: QuestionText, *, actor: User) -> Question:
    """Add a question at the end of a module's quiz.

    Raises QuestionMissing and what is wrong with its answers.
    """
    choices = checked_choices(text)
    question = Question(
        module=module,
        position=queries.last_position(Question, Question.module_id == module.id) + 1,
        **{name: getattr(text, name) for name in WORDS},
        choices=[Choice(position=n, **asdict(choice)) for n, choice in enumerate(choices, 1)],
    )
    db.session.add(question)
    module.changed_at = utcnow()
    record(module, "question_added", question, actor, after=_words(question))
    return question


def edit_question(question: Question, text: QuestionText, *, actor: User) -> None:
    """Change a question and its answers.

    Raises QuestionMissing, what is wrong with its answers, and AnsweredAlready when an answer that
    counts for somebody would disappear or become another.
    """
    choices = checked_choices(text)
    before = _words(question)
    kept = [choice.is_right for choice in question.choices]
    wanted = [choice.is_right for choice in choices]
    is_another = text.kind is not question.kind or wanted[: len(kept)] != kept
    if text.kind is QuestionKind.ORDER:
        is_another = is_another or len(wanted) != len(kept)
    if is_another and queries.is_answered(question):
        raise AnsweredAlready
    for name in WORDS:
        setattr(question, name, getattr(text, name))
    _set_choices(question, choices)
    if before != (after := _words(question)):
        question.module.changed_at = utcnow()
        record(question.module, "question_changed", question, actor, before=before, after=after)


def _set_choices(question: Question, choices: list[ChoiceText]) -> None:
    there = len(question.choices)
    for choice, new in zip(question.choices, choices, strict=False):
        for name, value in asdict(new).items():
            setattr(choice, name, value)
    last = max((choice.position for choice in question.choices), default=0)
    for number, new in enumerate(choices[there:], last + 1):
        question.choices.append(Choice(position=number, **asdict(new)))
    for choice in question.choices[len(choices) :]:
        db.session.delete(choice)


def checked_choices(text: QuestionText) -> list[ChoiceText]:
    """Return the answers that were written, as they suit the kind of question.

    Raises QuestionMissing, TooFewChoices, NoRightChoice, NotSeveralRight, NothingToOrder and
    ModelAnswerMissing.
    """
    if not (text.text_da or text.text_en):
        raise QuestionMissing
    if text.kind is QuestionKind.TEXT:
        if not (text.explanation_da or text.explanation_en):
            raise ModelAnswerMissing
        return []
    choices = [choice for choice in text.choices if not choice.is_blank]
    if text.kind is QuestionKind.ORDER:
        if len(choices) < 3:
            raise NothingToOrder
        return [replace(choice, is_right=True) for choice in choices]
    if len(choices) < 2:
        raise TooFewChoices
    _check_right(text.kind, sum(choice.is_right for choice in choices))
    return choices


def _check_right(kind: QuestionKind, right: int) -> None:
    if kind is QuestionKind.SEVERAL and right < 2:
        raise NotSeveralRight
    if right == 0:
        raise NoRightChoice


def _words(question: Question) -> dict[str, object]:
    return {
        **{name: getattr(question, name) for name in WORDS},
        "answers": [choice.text_da or choice.text_en for choice in question.choices],
        "right": [choice.position for choice in question.choices if choice.is_right],
        "why": [choice.why_da or choice.why_en for choice in question.choices],
    }
