"""Module, Lesson, Question, Choice, LessonProgress, QuizAttempt and QuizAnswer tables."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import Ambassador, Cohort
from core.db import Base


class Module(Base):
    """A few minutes of training: lessons, then a quiz."""

    __tablename__ = "training_module"
    __table_args__ = (
        UniqueConstraint("cohort_id", "position"),
        CheckConstraint("pass_mark between 0 and 100", name="pass_mark_percent"),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    position: Mapped[int]
    title_da: Mapped[str]
    title_en: Mapped[str]
    intro_da: Mapped[str]
    intro_en: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=6)
    required: Mapped[bool] = mapped_column(default=True)
    pass_mark: Mapped[int] = mapped_column(default=75)

    cohort: Mapped[Cohort] = relationship()
    lessons: Mapped[list["Lesson"]] = relationship(
        back_populates="module", order_by="Lesson.position"
    )
    questions: Mapped[list["Question"]] = relationship(
        back_populates="module", order_by="Question.position"
    )


class Lesson(Base):
    __tablename__ = "training_lesson"
    __table_args__ = (UniqueConstraint("module_id", "position"),)

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"))
    position: Mapped[int]
    title_da: Mapped[str]
    title_en: Mapped[str]
    body_da: Mapped[str]
    body_en: Mapped[str]

    module: Mapped[Module] = relationship(back_populates="lessons")


class Question(Base):
    __tablename__ = "training_question"
    __table_args__ = (UniqueConstraint("module_id", "position"),)

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"))
    position: Mapped[int]
    text_da: Mapped[str]
    text_en: Mapped[str]

    module: Mapped[Module] = relationship(back_populates="questions")
    choices: Mapped[list["Choice"]] = relationship(
        back_populates="question", order_by="Choice.position"
    )


class Choice(Base):
    """One answer to choose, with the reason why it is right or wrong."""

    __tablename__ = "training_choice"
    __table_args__ = (UniqueConstraint("question_id", "position"),)

    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_question.id"))
    position: Mapped[int]
    text_da: Mapped[str]
    text_en: Mapped[str]
    is_right: Mapped[bool]
    why_da: Mapped[str]
    why_en: Mapped[str]

    question: Mapped[Question] = relationship(back_populates="choices")


class LessonProgress(Base):
    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("ambassador_id", "lesson_id"),)

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    lesson_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_lesson.id"), index=True)
    finished_at: Mapped[datetime]


class QuizAttempt(Base):
    """One go at a module's quiz; open until every question is answered."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        Index(
            "uq_quiz_attempt_open",
            "ambassador_id",
            "module_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"), index=True)
    finished_at: Mapped[datetime | None]
    score: Mapped[int | None]
    passed: Mapped[bool] = mapped_column(default=False)

    ambassador: Mapped[Ambassador] = relationship()
    module: Mapped[Module] = relationship()
    answers: Mapped[list["QuizAnswer"]] = relationship(back_populates="attempt")


class QuizAnswer(Base):
    __tablename__ = "quiz_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("quiz_attempt.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_question.id"), index=True)
    choice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_choice.id"), index=True)

    attempt: Mapped[QuizAttempt] = relationship(back_populates="answers")
    question: Mapped[Question] = relationship()
    choice: Mapped[Choice] = relationship()
