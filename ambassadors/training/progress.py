"""How far somebody has come in a module, and what a score means. Pure: no query, no request."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ambassadors.training.models import Lesson, Module, Question, QuizAnswer, QuizAttempt


class Stage(StrEnum):
    """Where an ambassador is in a module."""

    NEW = "new"
    BEGUN = "begun"
    READY = "ready"  # the lessons are read, the quiz waits
    PASSED = "passed"


@dataclass(frozen=True)
class ModuleProgress:
    """A module as one ambassador sees it."""

    module: Module
    finished: frozenset[uuid.UUID]
    open_attempt: QuizAttempt | None
    last_attempt: QuizAttempt | None
    passed: bool

    @property
    def lessons_done(self) -> int:
        """How many of the module's lessons are read."""
        return sum(lesson.id in self.finished for lesson in self.module.lessons)

    @property
    def next_lesson(self) -> Lesson | None:
        """The first lesson not yet read."""
        return next((x for x in self.module.lessons if x.id not in self.finished), None)

    @property
    def can_take_quiz(self) -> bool:
        """Say whether the quiz is open: the lessons are read, or it was passed before."""
        return bool(self.module.questions) and (self.passed or self.next_lesson is None)

    @property
    def stage(self) -> Stage:
        """Where the ambassador is."""
        if self.passed:
            return Stage.PASSED
        if self.next_lesson is None:
            return Stage.READY
        return Stage.BEGUN if self.lessons_done else Stage.NEW


def needed(module: Module, questions: int) -> int:
    """Return how many right answers pass: the pass mark, rounded up to whole questions."""
    return -(-module.pass_mark * questions // 100)


def right_answers(answers: Iterable[QuizAnswer]) -> int:
    """Count the right ones."""
    return sum(answer.is_right for answer in answers)


def answer_to(question: Question, attempt: QuizAttempt) -> QuizAnswer | None:
    """Return what was answered to a question in an attempt."""
    return next((x for x in attempt.answers if x.question_id == question.id), None)


def next_question(module: Module, attempt: QuizAttempt) -> Question | None:
    """Return the first question an attempt has not answered."""
    answered = {answer.question_id for answer in attempt.answers}
    return next((x for x in module.questions if x.id not in answered), None)
