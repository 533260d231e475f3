"""The Cost table."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaigns.models import Campaign
from core.db import Base


class Cost(Base):
    """Money spent on a campaign, or hours of those who run it, with what for and when.

    Money is kept in øre. Hours are kept in quarters; they count as money only with a rate, which
    is øre an hour.
    """

    __tablename__ = "cost"
    __table_args__ = (
        CheckConstraint("(amount IS NULL) <> (quarters IS NULL)", name="money_or_hours"),
        CheckConstraint("rate IS NULL OR quarters IS NOT NULL", name="rate_of_hours"),
        CheckConstraint("amount > 0 AND quarters IS NULL OR quarters > 0", name="positive"),
        CheckConstraint("rate IS NULL OR rate > 0", name="rate_positive"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    what: Mapped[str]
    spent_on: Mapped[date]
    amount: Mapped[int | None]
    quarters: Mapped[int | None]
    rate: Mapped[int | None]

    campaign: Mapped[Campaign] = relationship()
