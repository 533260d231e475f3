"""What is counted among the thousands of a large cohort, so that no page has to wait for it."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class TrainingCount(Base):
    """Where those taking part stood, and how questions were answered, when last counted.

    ``standing`` has a number for each ``Standing``; ``questions`` the numbers of answers and of
    wrong ones by the question's id. Counted anew each time, so it can never drift.
    """

    __tablename__ = "training_count"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), unique=True)
    counted_at: Mapped[datetime]
    standing: Mapped[dict[str, Any]]
    questions: Mapped[dict[str, Any]]
