"""OfficialFigure table: a number somebody else has counted."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.models import Campaign
from core.db import Base


class OfficialFigure(Base):
    """Admissions, moves, members: a total from a register, as of a day, with where it stands."""

    __tablename__ = "official_figure"
    __table_args__ = (
        CheckConstraint("number >= 0", name="not_negative"),
        CheckConstraint("name_da <> '' OR name_en <> ''", name="has_a_name"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    name_da: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    number: Mapped[int]
    as_of: Mapped[date]
    source_name: Mapped[str]
    source_address: Mapped[str] = mapped_column(default="")
    is_imported: Mapped[bool] = mapped_column(default=False)
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    campaign: Mapped[Campaign] = relationship()
    entered_by: Mapped[User | None] = relationship()
