"""The Diploma table."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.recognition.enums import NameShown
from core.db import Base

STANDING = text("withdrawn_at IS NULL")


class Diploma(Base):
    """What an ambassador has completed, and the badge that proves it. Its id is in the address.

    ``learned`` are the titles of the modules passed by then, in both languages, and ``quarters``
    the quarters of an hour counted by then; both stay when modules change. Nobody has two at once.
    """

    __tablename__ = "diploma"
    __table_args__ = (
        Index(
            "uq_diploma_standing",
            "ambassador_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    issued_at: Mapped[datetime]
    # Empty when the ambassador took it, having earned it.
    issued_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    withdrawn_at: Mapped[datetime | None]
    # Its place in the issuer's status lists, where programs see whether it is withdrawn.
    status_index: Mapped[int] = mapped_column(unique=True)
    name_shown: Mapped[NameShown] = mapped_column(default=NameShown.NOTHING)
    learned: Mapped[dict[str, Any]] = mapped_column(default=dict)
    quarters: Mapped[int] = mapped_column(default=0)

    ambassador: Mapped[Ambassador] = relationship()
    issued_by: Mapped[User | None] = relationship()
