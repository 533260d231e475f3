"""SharedResult table: a link to a campaign's results for somebody without an account."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.models import Campaign
from core.db import Base


class SharedResult(Base):
    """A link that shows what the board paper shows, until its last day or until it is taken back.

    The link is derived from the row's id and known by its hash; the password is hashed as all are.
    """

    __tablename__ = "shared_result"
    __table_args__ = (CheckConstraint("for_whom <> ''", name="says_for_whom"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    for_whom: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]
    last_day: Mapped[date]
    revoked_at: Mapped[datetime | None]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    campaign: Mapped[Campaign] = relationship()
    made_by: Mapped[User | None] = relationship()
