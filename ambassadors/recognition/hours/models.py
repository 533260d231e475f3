"""The HoursEntry table."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import Ambassador
from core.db import Base

QUARTERS_A_DAY = 24 * 4


class HoursEntry(Base):
    """Time given on one day, in quarters of an hour, and what for in the ambassador's words."""

    __tablename__ = "hours_entry"
    __table_args__ = (
        CheckConstraint(f"quarters between 1 and {QUARTERS_A_DAY}", name="within_a_day"),
        Index(None, "ambassador_id", "day"),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    day: Mapped[date]
    quarters: Mapped[int]
    what: Mapped[str] = mapped_column(default="")

    ambassador: Mapped[Ambassador] = relationship()
