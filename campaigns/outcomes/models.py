"""Outcome, what became of it (Correction), and the running totals by source."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.models import Goal, Participation
from campaigns.outcomes.enums import Cause, Source, Stage
from core.db import Base


class Outcome(Base):
    """One sign-up, enrolment… towards a goal, attributed to a participation where it can be.

    ``happened_at`` is the day it counts on. ``news_at`` is when what we know of it became true:
    older news changes nothing. What it was before stands in its corrections.
    """

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("goal_id", "external_ref"),)

    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"))
    participation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participation.id"), index=True
    )
    source: Mapped[Source]
    stage: Mapped[Stage]
    external_ref: Mapped[str]
    happened_at: Mapped[datetime]
    news_at: Mapped[datetime]
    import_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("outcome_import.id"), index=True)

    goal: Mapped[Goal] = relationship()
    participation: Mapped[Participation | None] = relationship()


class Correction(Base):
    """One change of an outcome after it was first noted: what it was, what it is, who says so.

    News from where it came from is one too; a correction by hand has a reason. ``position`` counts
    an outcome's own from one, so two at once cannot both be next.
    """

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("outcome_id", "position"),)

    outcome_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("outcome.id"))
    position: Mapped[int]
    cause: Mapped[Cause]
    via: Mapped[Source]
    stage_before: Mapped[Stage]
    stage_after: Mapped[Stage]
    source_before: Mapped[Source]
    source_after: Mapped[Source]
    participation_before_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participation.id"), index=True
    )
    participation_after_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participation.id"), index=True
    )
    news_before: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    import_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("outcome_import.id"), index=True)

    outcome: Mapped[Outcome] = relationship()
    made_by: Mapped[User | None] = relationship()
    participation_before: Mapped[Participation | None] = relationship(
        foreign_keys=[participation_before_id]
    )
    participation_after: Mapped[Participation | None] = relationship(
        foreign_keys=[participation_after_id]
    )


class GoalSource(Base):
    """How many outcomes that stand a goal has from one source: running totals."""

    __tablename__ = "goal_source"
    __table_args__ = (UniqueConstraint("goal_id", "source"),)

    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"))
    source: Mapped[Source]
    sign_ups: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
