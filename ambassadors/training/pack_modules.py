"""The training a new cohort starts with, made from its starter pack."""

from ambassadors.models import Cohort
from ambassadors.starter_packs import PackLesson, PackModule, PackQuestion, StarterPack
from ambassadors.training.enums import LessonKind, PracticeAnswerKind, QuestionKind
from ambassadors.training.models import Choice, Lesson, Module, Question
from core.db import db


def add_pack_modules(cohort: Cohort, pack: StarterPack) -> None:
    """Give a new cohort the training of its starter pack."""
    db.session.add_all(
        _module(cohort, position, source)
        for position, source in enumerate(pack.modules_for(cohort.organisation.name), 1)
    )


def _module(cohort: Cohort, position: int, source: PackModule) -> Module:
    return Module(
        cohort=cohort,
        position=position,
        title_da=source.title_da,
        title_en=source.title_en,
        intro_da=source.intro_da,
        intro_en=source.intro_en,
        minutes=source.minutes,
        required=source.required,
        pass_mark=source.pass_mark,
        lessons=[_lesson(number, x) for number, x in enumerate(source.lessons, 1)],
        questions=[_question(number, x) for number, x in enumerate(source.questions, 1)],
    )


def _lesson(position: int, source: PackLesson) -> Lesson:
    return Lesson(
        position=position,
        title_da=source.title_da,
        title_en=source.title_en,
        body_da=source.body_da,
        body_en=source.body_en,
        kind=LessonKind(source.kind),
        asks=PracticeAnswerKind(source.asks),
        drawing=source.drawing,
        alt_da=source.alt_da,
        alt_en=source.alt_en,
    )


def _question(position: int, source: PackQuestion) -> Question:
    return Question(
        position=position,
        text_da=source.text_da,
        text_en=source.text_en,
        kind=QuestionKind(source.kind),
        explanation_da=source.explanation_da,
        explanation_en=source.explanation_en,
        choices=[
            Choice(
                position=number,
                text_da=choice.text_da,
                text_en=choice.text_en,
                is_right=choice.right,
                why_da=choice.why_da,
                why_en=choice.why_en,
            )
            for number, choice in enumerate(source.choices, 1)
        ],
    )
