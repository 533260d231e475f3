"""How far somebody has come in a module, and what a score means. Pure: no query, no request."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
    """A module as one ambassador sees it.

    ``passed_at`` is when she last passed it, whether or not a retake was asked for since.
    """

    module: Module
    finished: Mapping[uuid.UUID, datetime]
    open_attempt: QuizAttempt | None
    last_attempt: QuizAttempt | None
    passed_at: datetime | None

    @property
    def passed(self) -> bool:
        """Say whether she has a pass that counts."""
        asked = self.module.retake_asked_at
        return self.passed_at is not None and (asked is None or self.passed_at > asked)

    @property
    def is_to_retake(self) -> bool:
        """Say whether the organiser has asked her to take it again."""
        return self.passed_at is not None and not self.passed

    @property
    def has_changed(self) -> bool:
        """Say whether the module is another than when she passed it."""
        changed = self.module.changed_at
        return changed is not None and self.passed_at is not None and changed > self.passed_at

    def is_read(self, lesson: Lesson) -> bool:
        """Say whether she has read a lesson.

        In a module without a quiz reading is what passes, so a retake is reading it again.
        """
        read_at, asked = self.finished.get(lesson.id), self.module.retake_asked_at
        if read_at is None or self.module.questions or asked is None:
            return read_at is not None
        return read_at > asked

    def changed_since_read(self, lesson: Lesson) -> bool:
        """Say whether a lesson is another than when she read it."""
        read_at = self.finished.get(lesson.id)
        return read_at is not None and lesson.changed_at is not None and lesson.changed_at > read_at

    @property
    def lessons_done(self) -> int:
        """How many of the module's lessons are read."""
        return sum(self.is_read(lesson) for lesson in self.module.lessons)

    @property
    def next_lesson(self) -> Lesson | None:
        """The first lesson not yet read."""
        return next((x for x in self.module.lessons if not self.is_read(x)), None)

    @property
    def can_take_quiz(self) -> bool:
        """Say whether the quiz is open: the lessons are read, or it was passed before."""
        return bool(self.module.questions) and (self.passed or self.next_lesson is None)

    @property
    def missed(self) -> int:
        """How many questions of the last attempt she may try alone, when it did not pass."""
        last = self.last_attempt
        if self.passed or last is None or not carried(self.module, last):
            return 0
        return len(self.module.questions) - len(carried(self.module, last))

    @property
    def stage(self) -> Stage:
        """Where the ambassador is."""
        if self.passed:
            return Stage.PASSED
        if self.next_lesson is None:
            return Stage.READY
        return Stage.BEGUN if self.lessons_done else Stage.NEW


def carried(module: Module, last: QuizAttempt) -> list[QuizAnswer]:
    """Return the answers of a failed attempt that need not be given again: the right ones.

    None after a pass, or when a retake was asked for since: then everything is asked again.
    """
    asked = module.retake_asked_at
    if last.passed or last.finished_at is None or (asked and last.finished_at <= asked):
        return []
    there = {question.id for question in module.questions}
    return [answer for answer in last.answers if answer.is_right and answer.question_id in there]


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
