"""Announcement, AnnouncementDelivery, Idea, IdeaReply and Nudge tables."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.messages.enums import IdeaKind, NudgeAbout
from ambassadors.models import Ambassador, Cohort
from core.db import Base


class Announcement(Base):
    """A mail from an organiser to everybody active in a cohort."""

    __tablename__ = "announcement"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    subject: Mapped[str]
    body: Mapped[str]
    # What it is about, such as a campaign; rooms above know what the id stands for.
    about_id: Mapped[uuid.UUID | None]
    sent_to: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship()


class AnnouncementDelivery(Base):
    """One person who is to get an announcement; ``sent_at`` is set together with the mail."""

    __tablename__ = "announcement_delivery"
    __table_args__ = (UniqueConstraint("announcement_id", "ambassador_id"),)

    announcement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("announcement.id"))
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    sent_at: Mapped[datetime | None]

    announcement: Mapped[Announcement] = relationship()
    ambassador: Mapped[Ambassador] = relationship()


class Idea(Base):
    """An idea or a question from an ambassador, waiting for somebody's answer."""

    __tablename__ = "idea"

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    kind: Mapped[IdeaKind]
    text: Mapped[str]
    # Whoever has said they answer it, and when the first answer was given.
    owner_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    answered_at: Mapped[datetime | None]

    ambassador: Mapped[Ambassador] = relationship()
    owner: Mapped[User | None] = relationship()
    replies: Mapped[list["IdeaReply"]] = relationship(
        back_populates="idea", order_by="IdeaReply.created_at"
    )


class IdeaReply(Base):
    __tablename__ = "idea_reply"

    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id"), index=True)
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str]

    idea: Mapped[Idea] = relationship(back_populates="replies")
    written_by: Mapped[User | None] = relationship()


class Nudge(Base):
    """A kind reminder to one ambassador; ``sent_at`` is set together with the mail."""

    __tablename__ = "nudge"

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    about: Mapped[NudgeAbout]
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    sent_at: Mapped[datetime | None]

    ambassador: Mapped[Ambassador] = relationship()
