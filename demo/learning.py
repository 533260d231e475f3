"""Training the ambassadors have been through: lessons read, quizzes passed, one wrong answer."""

import random
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


def train(house: House) -> None:
    """Let every ambassador have passed as many modules as their plan says."""
    chance = random.Random(house.plan.seed)  # noqa: S311 -- a demo, not a secret
    for key, members in house.members.items():
        modules = modules_of(house.cohorts[key].id)
        for member in members:
            for number, module in enumerate(modules[: member.plan.passed]):
                begun = member.row.joined_at + timedelta(days=1 + 2 * number, minutes=20)
                _pass(member, module, begun, chance)


def _pass(member: Member, module: Module, begun: datetime, chance: random.Random) -> None:
    moment = begun
    for lesson in module.lessons:
        moment += timedelta(minutes=MINUTES_A_LESSON)
        row = LessonProgress(lesson_id=lesson.id, finished_at=moment, created_at=moment)
        row.ambassador_id = member.row.id
        db.session.add(row)
    if module.questions:
        _answer(member, module, moment, chance)


def _answer(member: Member, module: Module, moment: datetime, chance: random.Random) -> None:
    """Answer all questions; whoever can afford it gets one wrong."""
    needed = progress.needed(module, len(module.questions))
    wrong = chance.choice(module.questions) if needed < len(module.questions) else None
    is_careless = chance.random() < 0.3
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
        given = _given(question, right=want_right)
        attempt.answers.append(
            QuizAnswer(
                question=question,
                chosen=[str(choice.id) for choice in given.choices],
                text=given.text,
                is_right=answers.is_right(question, given),
                created_at=moment,
            )
        )
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
