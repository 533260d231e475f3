"""DataCopy and ErasureRequest tables."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.own_data.enums import CopyState
from core.db import Base


class DataCopy(Base):
    """A zip of what is held about somebody, theirs alone to fetch until it expires."""

    __tablename__ = "data_copy"
    __table_args__ = (
        CheckConstraint("locale in ('da', 'en')", name="locale_known"),
        Index(
            "uq_data_copy_making",
            "user_id",
            unique=True,
            sqlite_where=text("state = 'making'"),
            postgresql_where=text("state = 'making'"),
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[CopyState] = mapped_column(default=CopyState.MAKING)
    locale: Mapped[str]
    storage_key: Mapped[str | None] = mapped_column(unique=True)
    byte_size: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class ErasureRequest(Base):
    """Somebody's wish to be erased, which counts once it is confirmed. One per person.

    Only the hash of the link in their mail is kept; with a password there is no link.
    """

    __tablename__ = "erasure_request"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), unique=True
    )
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
