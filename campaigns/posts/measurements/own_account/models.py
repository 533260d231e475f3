"""The OwnAccount table: the organisation's way into its own professional account."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from campaigns.posts.measurements.enums import Trouble
from core.db import Base


class OwnAccount(Base):
    """What became of the token from the settings: renewed, until when, and how reading went."""

    __tablename__ = "own_account"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    # The renewed token, encrypted under the installation's key, and which one it came from.
    sealed_token: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str] = mapped_column(default="")
    token_ends_at: Mapped[datetime | None]
    renewed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    trouble: Mapped[Trouble | None]

    organisation: Mapped[Organisation] = relationship()
