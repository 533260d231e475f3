"""ExternalIdentity table."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import Base


class ExternalIdentity(Base):
    """Who a person is at a provider: issuer and subject, never the e-mail address."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    issuer: Mapped[str]
    subject: Mapped[str]
    # What the provider calls the person, so that they can tell several apart.
    label: Mapped[str] = mapped_column(default="")
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
