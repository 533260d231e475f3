"""Outcome and the running totals by source."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaigns.models import Goal, Participation
from campaigns.outcomes.enums import Source, Stage
from core.db import Base


class Outcome(Base):
    """One sign-up, enrolment… towards a goal, attributed to a participation where it can be."""

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

    goal: Mapped[Goal] = relationship()
    participation: Mapped[Participation | None] = relationship()


class GoalSource(Base):
    """How many sign-ups that stand a goal has from one source: a running total."""

    __tablename__ = "goal_source"
    __table_args__ = (UniqueConstraint("goal_id", "source"),)

    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"))
    source: Mapped[Source]
    sign_ups: Mapped[int] = mapped_column(default=0)
