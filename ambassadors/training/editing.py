"""Writes of an organiser to training. Nobody loses a pass by them. Routes commit."""

from dataclasses import asdict
from typing import TypeVar

from accounts import audit
from accounts.models import User
from ambassadors.models import Cohort
from ambassadors.training import queries
from ambassadors.training.content import (
    ChoiceText,
    LessonText,
    ModuleText,
    QuestionText,
)
from ambassadors.training.errors import (
    AnsweredAlready,
    NoRightChoice,
    QuestionMissing,
    TitleMissing,
    TooFewChoices,
)
from ambassadors.training.models import Choice, Lesson, Module, Question
from core.db import Base, db

Ordered = TypeVar("Ordered", Module, Lesson, Question)


def add_module(cohort: Cohort, text: ModuleText, *, actor: User) -> Module:
    """Add a module at the end of a cohort's training. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    position = _after(queries.modules_of(cohort.id))
    module = Module(cohort=cohort, position=position, **asdict(text))
    db.session.add(module)
    _record(module, "module_added", module, actor, after=asdict(text))
    return module


def edit_module(module: Module, text: ModuleText, *, actor: User) -> None:
    """Change a module's words and rules. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    _change(module, "module_changed", module, asdict(text), actor)


def add_lesson(module: Module, text: LessonText, *, actor: User) -> Lesson:
    """Add a lesson at the end of a module. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    lesson = Lesson(module=module, position=_after(module.lessons), **asdict(text))
    db.session.add(lesson)
    _record(module, "lesson_added", lesson, actor, after=asdict(text))
    return lesson


def edit_lesson(lesson: Lesson, text: LessonText, *, actor: User) -> None:
    """Change a lesson's words. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    _change(lesson.module, "lesson_changed", lesson, asdict(text), actor)


def add_question(module: Module, text: QuestionText, *, actor: User) -> Question:
    """Add a question at the end of a module's quiz.

    Raises QuestionMissing, TooFewChoices and NoRightChoice.
    """
    choices = _checked(text)
    question = Question(
        module=module,
        position=_after(module.questions),
        text_da=text.text_da,
        text_en=text.text_en,
        choices=[Choice(position=n, **asdict(choice)) for n, choice in enumerate(choices, 1)],
    )
    db.session.add(question)
    _record(module, "question_added", question, actor, after=_words(question))
    return question


def edit_question(question: Question, text: QuestionText, *, actor: User) -> None:
    """Change a question and its answers.

    Raises QuestionMissing, TooFewChoices, NoRightChoice, and AnsweredAlready when an answer that
    counts for somebody would disappear or another one become the right one.
    """
    choices = _checked(text)
    before = _words(question)
    kept = [choice.is_right for choice in question.choices]
    wanted = [choice.is_right for choice in choices]
    if queries.is_answered(question) and wanted[: len(kept)] != kept:
        raise AnsweredAlready
    question.text_da, question.text_en = text.text_da, text.text_en
    for choice, new in zip(question.choices, choices, strict=False):
        for name, value in asdict(new).items():
            setattr(choice, name, value)
    last = max((choice.position for choice in question.choices), default=0)
    for number, new in enumerate(choices[len(kept) :], last + 1):
        question.choices.append(Choice(position=number, **asdict(new)))
    for choice in question.choices[len(choices) :]:
        db.session.delete(choice)
    if before != (after := _words(question)):
        _record(question.module, "question_changed", question, actor, before=before, after=after)


def move(thing: Ordered, among: list[Ordered], *, up: bool, actor: User) -> None:
    """Swap a module, lesson or question with its neighbour; at the end nothing happens."""
    place = among.index(thing)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(among):
        return
    neighbour = among[other]
    here, there = thing.position, neighbour.position
    thing.position = -1
    db.session.flush()  # no two may have the same position, not even for a moment
    neighbour.position = here
    db.session.flush()
    thing.position = there
    module = thing if isinstance(thing, Module) else thing.module
    _record(
        module,
        "training_order_changed",
        thing,
        actor,
        before={"position": here},
        after={"position": there},
    )


def _after(things: list[Ordered]) -> int:
    return max((thing.position for thing in things), default=0) + 1


def _check_title(*titles: str) -> None:
    if not any(titles):
        raise TitleMissing


def _checked(text: QuestionText) -> list[ChoiceText]:
    choices = [choice for choice in text.choices if not choice.is_blank]
    if not (text.text_da or text.text_en):
        raise QuestionMissing
    if len(choices) < 2:
        raise TooFewChoices
    if not any(choice.is_right for choice in choices):
        raise NoRightChoice
    return choices


def _words(question: Question) -> dict[str, object]:
    return {
        "text_da": question.text_da,
        "text_en": question.text_en,
        "answers": [choice.text_da or choice.text_en for choice in question.choices],
        "right": [choice.position for choice in question.choices if choice.is_right],
        "why": [choice.why_da or choice.why_en for choice in question.choices],
    }


def _change(
    module: Module, action: str, thing: Module | Lesson, new: dict[str, object], actor: User
) -> None:
    changed = {name: value for name, value in new.items() if getattr(thing, name) != value}
    before = {name: getattr(thing, name) for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    if changed:
        _record(module, action, thing, actor, before=before, after=changed)


def _record(
    module: Module,
    action: str,
    subject: Base,
    actor: User,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.record(
        module.cohort.organisation,
        actor=actor,
        action=action,
        subject=subject,
        before=before,
        after=after,
    )
