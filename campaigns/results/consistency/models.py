"""What pages about consistency read: a few rows for each cohort, however many are in it.

``CohortDay`` changes in the transaction of its cause. The others are counted anew from people's
weeks shortly after something has happened, and each night.
"""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit
from ambassadors.models import Cohort
from core.db import Base


class CohortDay(Base):
    """How much a cohort did on one day of its organisation's zone."""

    __tablename__ = "cohort_day"
    __table_args__ = (UniqueConstraint("cohort_id", "day"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    day: Mapped[date]
    posts: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)


class CohortWeek(Base):
    """How many of a cohort did something in one ISO week, kept by its Monday.

    ``recent`` did something in the four weeks that end with it. ``top_three`` is what the three
    busiest have done since the season began, of ``so_far`` in all, and ``gini`` how unevenly that
    is spread. Of ``expected`` periods of
    people's own rhythm that end in the week, ``kept`` had something in them.
    """

    __tablename__ = "cohort_week"
    __table_args__ = (UniqueConstraint("cohort_id", "monday"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    monday: Mapped[date]
    people: Mapped[int] = mapped_column(default=0)
    resting: Mapped[int] = mapped_column(default=0)
    active: Mapped[int] = mapped_column(default=0)
    recent: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    so_far: Mapped[int] = mapped_column(default=0)
    top_three: Mapped[int] = mapped_column(default=0)
    gini: Mapped[float | None]


WITH_UNIT, WITHOUT_UNIT = text("unit_id IS NOT NULL"), text("unit_id IS NULL")


class CohortUnit(Base):
    """One unit's part in a cohort; ``weeks`` says how many of it were active, week by week."""

    __tablename__ = "cohort_unit"
    __table_args__ = (
        Index(
            "uq_cohort_unit_cohort_id_unit_id",
            "cohort_id",
            "unit_id",
            unique=True,
            sqlite_where=WITH_UNIT,
            postgresql_where=WITH_UNIT,
        ),
        Index(
            "uq_cohort_unit_without_unit",
            "cohort_id",
            unique=True,
            sqlite_where=WITHOUT_UNIT,
            postgresql_where=WITHOUT_UNIT,
        ),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), index=True
    )
    people: Mapped[int] = mapped_column(default=0)
    resting: Mapped[int] = mapped_column(default=0)
    active: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    weeks: Mapped[list[int]] = mapped_column(JSON, default=list)

    unit: Mapped[Unit | None] = relationship()


class CohortCount(Base):
    """When a cohort was counted, and what it came to on ``as_of``.

    ``stale_since`` is when something happened that is not in the numbers yet. ``people_by_deeds``
    says how many have done how much, without saying who.
    """

    __tablename__ = "cohort_count"
    __table_args__ = (Index("ix_cohort_count_stale_since", "stale_since"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), unique=True)
    stale_since: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    as_of: Mapped[date | None]
    people: Mapped[int] = mapped_column(default=0)
    resting: Mapped[int] = mapped_column(default=0)
    active: Mapped[int] = mapped_column(default=0)
    thriving: Mapped[int] = mapped_column(default=0)
    quiet: Mapped[int] = mapped_column(default=0)
    people_by_deeds: Mapped[dict[str, Any]] = mapped_column(default=dict)

    cohort: Mapped[Cohort] = relationship()
