"""Arrival table."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Arrival(Base):
    """One file that is sent in pieces. ``pieces`` counts those that are here, without a gap.

    ``fingerprint`` is made of the file's name, size and date, so that the same file chosen again
    goes on where it stopped. Once it has ended it tells what became of it, for a client that did
    not hear the answer. ``checksum`` is known early where the only piece was the whole file.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        CheckConstraint("pieces >= 0", name="pieces_counted"),
        Index(None, "uploaded_by_id", "fingerprint"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    byte_size: Mapped[int]
    fingerprint: Mapped[str]
    pieces: Mapped[int] = mapped_column(default=0)
    checksum: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    asset_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("asset.id", ondelete="SET NULL"), index=True
    )
    was_new: Mapped[bool] = mapped_column(default=False)
    refusal: Mapped[str] = mapped_column(default="")
