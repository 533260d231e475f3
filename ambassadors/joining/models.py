"""Invitation table."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit
from ambassadors.models import Ambassador, Cohort
from core.db import Base


class Invitation(Base):
    """A one-time, expiring way into a cohort. Only the token's hash is kept.

    What somebody has chosen so far lives in ``draft``, so nothing is lost between the screens.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("cohort_id", "email"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    ambassador_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ambassador.id"), index=True)
    email: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)

    cohort: Mapped[Cohort] = relationship()
    unit: Mapped[Unit | None] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
