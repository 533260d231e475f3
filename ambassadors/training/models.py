"""What training is made of, and what each ambassador has done of it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.enums import LessonKind, PracticeAnswerKind, QuestionKind
from core.db import Base
from core.remade import RemadePicture


class Module(Base):
    """A few minutes of training: lessons, then a quiz.

    ``changed_at`` is when its content last changed; whoever passed before sees that it did. A pass
    from before ``retake_asked_at`` no longer counts. What has been taken is archived, not deleted.
    """

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
    pass_mark: Mapped[int] = mapped_column(default=80)
    changed_at: Mapped[datetime | None]
    retake_asked_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship()
    lessons: Mapped[list["Lesson"]] = relationship(
        back_populates="module",
        order_by="Lesson.position",
        primaryjoin="and_(Lesson.module_id == Module.id, Lesson.archived_at.is_(None))",
    )
    questions: Mapped[list["Question"]] = relationship(
        back_populates="module",
        order_by="Question.position",
        primaryjoin="and_(Question.module_id == Module.id, Question.archived_at.is_(None))",
    )


class TrainingPicture(RemadePicture, Base):
    """A picture of a lesson, or one an ambassador took as practice and nobody else may see."""

    __tablename__ = "training_picture"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    ambassador_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("ambassador.id", ondelete="CASCADE"), index=True
    )

    cohort: Mapped[Cohort] = relationship()


class Lesson(Base):
    """One idea on one screen, to read or to do now. ``drawing`` names a file of our own."""

    __tablename__ = "training_lesson"
    __table_args__ = (UniqueConstraint("module_id", "position"),)

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"))
    position: Mapped[int]
    title_da: Mapped[str]
    title_en: Mapped[str]
    body_da: Mapped[str]
    body_en: Mapped[str]
    kind: Mapped[LessonKind] = mapped_column(default=LessonKind.READING)
    asks: Mapped[PracticeAnswerKind] = mapped_column(default=PracticeAnswerKind.TEXT)
    drawing: Mapped[str] = mapped_column(default="")
    alt_da: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    picture_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("training_picture.id"), index=True
    )
    changed_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]

    module: Mapped[Module] = relationship(back_populates="lessons")
    picture: Mapped[TrainingPicture | None] = relationship()
    video: Mapped["LessonVideo | None"] = relationship(back_populates="lesson")


class LessonVideo(Base):
    """A lesson's film, kept as it came. Captions are WebVTT; the transcript says it all in text."""

    __tablename__ = "lesson_video"

    lesson_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_lesson.id"), unique=True)
    storage_key: Mapped[str]
    mimetype: Mapped[str]
    byte_size: Mapped[int]
    captions_da: Mapped[str] = mapped_column(Text, default="")
    captions_en: Mapped[str] = mapped_column(Text, default="")
    transcript_da: Mapped[str] = mapped_column(Text, default="")
    transcript_en: Mapped[str] = mapped_column(Text, default="")

    lesson: Mapped[Lesson] = relationship(back_populates="video")


class Question(Base):
    """A question of a quiz. ``explanation`` is the model answer of a free text, and otherwise a
    word on the whole; choices of an order stand in the right order.
    """

    __tablename__ = "training_question"
    __table_args__ = (UniqueConstraint("module_id", "position"),)

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"))
    position: Mapped[int]
    text_da: Mapped[str]
    text_en: Mapped[str]
    kind: Mapped[QuestionKind] = mapped_column(default=QuestionKind.ONE)
    explanation_da: Mapped[str] = mapped_column(default="")
    explanation_en: Mapped[str] = mapped_column(default="")
    archived_at: Mapped[datetime | None]

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
        Index(None, "module_id", "ambassador_id", "created_at"),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_module.id"))
    finished_at: Mapped[datetime | None]
    score: Mapped[int | None]
    passed: Mapped[bool] = mapped_column(default=False)

    ambassador: Mapped[Ambassador] = relationship()
    module: Mapped[Module] = relationship()
    answers: Mapped[list["QuizAnswer"]] = relationship(back_populates="attempt")


class QuizAnswer(Base):
    """What was answered to one question: the ids of choices, in the chosen order, or a text.

    One carried over from the attempt before was right then and is not asked again.
    """

    __tablename__ = "quiz_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("quiz_attempt.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_question.id"), index=True)
    chosen: Mapped[list[str]] = mapped_column(default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    is_right: Mapped[bool]
    is_carried: Mapped[bool] = mapped_column(default=False)

    attempt: Mapped[QuizAttempt] = relationship(back_populates="answers")
    question: Mapped[Question] = relationship()


class PracticeAnswer(Base):
    """What an ambassador did as practice, and what the organiser said to it.

    ``sent_key`` is made on the ambassador's phone, so the same answer sent twice is kept once.
    """

    __tablename__ = "practice_answer"
    __table_args__ = (UniqueConstraint("ambassador_id", "lesson_id"),)

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    lesson_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_lesson.id"), index=True)
    picture_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("training_picture.id"), index=True
    )
    text: Mapped[str] = mapped_column(Text, default="")
    sent_key: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    ambassador: Mapped[Ambassador] = relationship()
    lesson: Mapped[Lesson] = relationship()
    picture: Mapped[TrainingPicture | None] = relationship()
    replied_by: Mapped[User | None] = relationship()
