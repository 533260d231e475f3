"""Contribution and ContributedPicture tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import Base
from media.kits.contributions.enums import ContributionState, InPicture
from media.library.models import Asset


class Contribution(Base):
    """Pictures and an idea from an ambassador, and what became of them.

    The pictures are lent until ``licensed_until``, or until she takes them back. She is asked
    once, at ``renewal_asked_at``, whether she lends them another year.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint(
            "(state = 'revoked') = (revoked_at is not null)", name="revoked_has_a_time"
        ),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    idea: Mapped[str] = mapped_column(default="")
    in_picture: Mapped[InPicture]
    credit: Mapped[str] = mapped_column(default="")
    licensed_from: Mapped[date]
    licensed_until: Mapped[date]
    state: Mapped[ContributionState] = mapped_column(default=ContributionState.SENT)
    sent_key: Mapped[str] = mapped_column(unique=True)
    thanks: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    renewal_asked_at: Mapped[datetime | None]

    ambassador: Mapped[Ambassador] = relationship()
    reviewed_by: Mapped[User | None] = relationship()
    pictures: Mapped[list["ContributedPicture"]] = relationship(
        back_populates="contribution",
        order_by="ContributedPicture.position",
        cascade="all, delete-orphan",
    )


class ContributedPicture(Base):
    """One picture of a contribution; it lies in the library and is usable only once accepted."""

    __tablename__ = "contributed_picture"
    __table_args__ = (UniqueConstraint("contribution_id", "asset_id"),)

    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"))
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id"), index=True)
    position: Mapped[int]

    contribution: Mapped[Contribution] = relationship(back_populates="pictures")
    asset: Mapped[Asset] = relationship()
