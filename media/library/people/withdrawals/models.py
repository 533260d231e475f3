"""Withdrawal, WithdrawnPicture and RemovalNotice tables."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from ambassadors.models import Ambassador
from core.db import Base
from media.library.models import Asset
from media.library.people.enums import GivenBy
from media.library.people.models import Person


class Withdrawal(Base):
    """A consent taken back, for some pictures and channels; ``created_at`` is when.

    It names nobody by itself: erasing the person leaves a record without a name.
    """

    __tablename__ = "withdrawal"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("pictured_person.id", ondelete="SET NULL"), index=True
    )
    way: Mapped[GivenBy]
    is_whole: Mapped[bool]
    channels: Mapped[list[str]] = mapped_column(default=list)
    files_gone_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()
    pictures: Mapped[list["WithdrawnPicture"]] = relationship(
        back_populates="withdrawal", cascade="all, delete-orphan", passive_deletes=True
    )
    notices: Mapped[list["RemovalNotice"]] = relationship(
        back_populates="withdrawal",
        order_by="RemovalNotice.fetched_at, RemovalNotice.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class WithdrawnPicture(Base):
    """A picture a withdrawal is about; the picture itself may be deleted later."""

    __tablename__ = "withdrawn_picture"
    __table_args__ = (UniqueConstraint("withdrawal_id", "asset_id"),)

    withdrawal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("withdrawal.id", ondelete="CASCADE")
    )
    asset_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("asset.id", ondelete="SET NULL"), index=True
    )

    withdrawal: Mapped[Withdrawal] = relationship(back_populates="pictures")
    asset: Mapped[Asset | None] = relationship()


class RemovalNotice(Base):
    """That an ambassador who had fetched such a picture was asked to remove it."""

    __tablename__ = "removal_notice"
    __table_args__ = (UniqueConstraint("withdrawal_id", "ambassador_id"),)

    withdrawal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("withdrawal.id", ondelete="CASCADE")
    )
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    fetched_at: Mapped[datetime]

    withdrawal: Mapped[Withdrawal] = relationship(back_populates="notices")
    ambassador: Mapped[Ambassador] = relationship()
