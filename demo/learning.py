"""Training the ambassadors have been through: lessons read, quizzes passed, one wrong answer."""

import random
import uuid
from datetime import datetime, timedelta

from ambassadors.training import answers, progress
from ambassadors.training.answers import Given
from ambassadors.training.enums import QuestionKind
from ambassadors.training.models import (
    LessonProgress,
    Module,
    Question,
    QuizAnswer,
    QuizAttempt,
)
from ambassadors.training.queries import modules_of
from core.db import db
from demo.building import House, Member

MINUTES_A_LESSON = 3
FIRST_KITS = 2  # the modules that open kits
HARD_MODULE = 1  # most get its second question wrong at first


def train(house: House) -> None:
    """Let every ambassador have passed as many modules as their plan says."""
    chance = random.Random(house.plan.seed)  # noqa: S311 -- a demo, not a secret
    for key, members in house.members.items():
        modules = modules_of(house.cohorts[key].id)
        for place, member in enumerate(members):
            passed = _passed(member, place, len(modules))
            for number, module in enumerate(modules[:passed]):
                begun = member.row.joined_at + timedelta(days=1 + number, minutes=20)
                _pass(member, module, begun, chance)
            rest = [module for module in modules[passed:] if module.questions]
            if rest and passed and place % 3 == 0:
                _get_stuck(member, rest[0], member.row.joined_at + timedelta(days=9, minutes=50))


def _passed(member: Member, place: int, modules: int) -> int:
    """Return how many modules somebody has passed: those planned, and most have gone on."""
    if member.plan.passed < FIRST_KITS:
        return member.plan.passed
    return max(FIRST_KITS, modules - (place % 5 == 0) * (1 + place % 2))


def _get_stuck(member: Member, module: Module, moment: datetime) -> None:
    """Let somebody read a module and fail its quiz once; it waits for another day."""
    for lesson in module.lessons:
        _read(member, lesson.id, moment)
    attempt = QuizAttempt(
        ambassador=member.row,
        module=module,
        created_at=moment,
        finished_at=moment + timedelta(minutes=2),
        passed=False,
    )
    db.session.add(attempt)
    for number, question in enumerate(module.questions):
        attempt.answers.append(_answered(question, moment, right=number % 2 == 0))
    attempt.score = 100 * progress.right_answers(attempt.answers) // len(module.questions)


def _read(member: Member, lesson_id: uuid.UUID, moment: datetime) -> None:
    row = LessonProgress(lesson_id=lesson_id, finished_at=moment, created_at=moment)
    row.ambassador_id = member.row.id
    db.session.add(row)


def _answered(question: Question, moment: datetime, *, right: bool) -> QuizAnswer:
    given = _given(question, right=right)
    return QuizAnswer(
        question=question,
        chosen=[str(choice.id) for choice in given.choices],
        text=given.text,
        is_right=answers.is_right(question, given),
        created_at=moment,
    )


def _pass(member: Member, module: Module, begun: datetime, chance: random.Random) -> None:
    moment = begun
    for lesson in module.lessons:
        moment += timedelta(minutes=MINUTES_A_LESSON)
        _read(member, lesson.id, moment)
    if module.questions:
        _answer(member, module, moment, chance)


def _answer(member: Member, module: Module, moment: datetime, chance: random.Random) -> None:
    """Answer all questions; whoever can afford it gets one wrong, mostly a hard one."""
    needed = progress.needed(module, len(module.questions))
    wrong = chance.choice(module.questions) if needed < len(module.questions) else None
    is_hard = wrong is not None and module.position == HARD_MODULE
    wrong = module.questions[1] if is_hard else wrong
    is_careless = chance.random() < (0.65 if is_hard else 0.3)
    attempt = QuizAttempt(
        ambassador=member.row,
        module=module,
        created_at=moment,
        finished_at=moment + timedelta(minutes=2),
        passed=True,
    )
    db.session.add(attempt)
    for question in module.questions:
        want_right = not (is_careless and question is wrong)
        attempt.answers.append(_answered(question, moment, right=want_right))
    right = progress.right_answers(attempt.answers)
    attempt.score = 100 * right // len(module.questions)


def _given(question: Question, *, right: bool) -> Given:
    """Return a right or a wrong answer; a free text is never wrong."""
    if question.kind is QuestionKind.TEXT:
        return Given(text="Jeg ville spørge først.")
    if question.kind is QuestionKind.ORDER:
        return Given(tuple(question.choices if right else reversed(question.choices)))
    wanted = [choice for choice in question.choices if choice.is_right is right]
    return Given(tuple(wanted if right else wanted[:1]))
