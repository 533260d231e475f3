"""ReaderLetter table: which month's results somebody was written to about."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Membership
from core.db import Base


class ReaderLetter(Base):
    """Whether a reader wants the monthly mail, and the last month they had it for.

    Nobody has a row until they are written to for the first time or say no.
    """

    __tablename__ = "reader_letter"

    membership_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), unique=True
    )
    declined_at: Mapped[datetime | None]
    # The first day of the month it was about.
    month: Mapped[date | None]

    membership: Mapped[Membership] = relationship()
