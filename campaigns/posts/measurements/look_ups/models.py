"""LookUpYes, LookUp, LookUpStop and InstagramGate tables: who agreed, what is next, how it went."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from ambassadors.models import Ambassador
from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.look_ups.enums import LookUpState
from campaigns.posts.models import Post
from core.db import Base


class LookUpYes(Base):
    """An ambassador lets the public numbers of her logged posts be looked up; until taken back."""

    __tablename__ = "look_up_yes"

    ambassador_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("ambassador.id", ondelete="CASCADE"), unique=True
    )
    agreed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    ambassador: Mapped[Ambassador] = relationship()


class LookUp(Base):
    """The plan for one post: when to ask next, and how it went the last time."""

    __tablename__ = "look_up"
    __table_args__ = (
        Index("ix_look_up_state_due_at", "state", "due_at"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
    )

    post_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), unique=True
    )
    state: Mapped[LookUpState] = mapped_column(default=LookUpState.WAITING)
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)  # in vain, since the last answer
    trouble: Mapped[Trouble | None]
    asked_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()


class LookUpStop(Base):
    """An organisation has stopped all look-ups for its posts."""

    __tablename__ = "look_up_stop"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    stopped_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()


class InstagramGate(Base):
    """The installation's one way to Instagram: the pace, the day's share, and when it is closed."""

    __tablename__ = "instagram_gate"

    name: Mapped[str] = mapped_column(unique=True)
    next_at: Mapped[datetime]
    day: Mapped[date]
    asked: Mapped[int] = mapped_column(default=0)  # on that day
    closed_until: Mapped[datetime | None]
    times_closed: Mapped[int] = mapped_column(default=0)  # in a row
    odd_answers: Mapped[int] = mapped_column(default=0)  # in a row
    trouble: Mapped[Trouble | None]
    answered_at: Mapped[datetime | None]
