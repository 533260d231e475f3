"""PictureFetch, HiddenKit and KitFeedback tables."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import Ambassador
from core.db import Base
from media.kits.models import Kit
from media.kits.reception.enums import FeedbackKind, FetchWay
from media.library.models import Asset


class PictureFetch(Base):
    """That somebody took a picture out of a kit, in one way; ``fetched_at`` is the latest time.

    Whoever took a picture can be asked to remove it when somebody in it changes their mind.
    """

    __tablename__ = "picture_fetch"
    __table_args__ = (
        UniqueConstraint("ambassador_id", "asset_id", "kit_id", "way"),
        Index(None, "asset_id", "ambassador_id"),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id", ondelete="CASCADE"))
    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id", ondelete="CASCADE"), index=True)
    way: Mapped[FetchWay]
    fetched_at: Mapped[datetime]

    ambassador: Mapped[Ambassador] = relationship()
    asset: Mapped[Asset] = relationship()
    kit: Mapped[Kit] = relationship()


class HiddenKit(Base):
    """A kit somebody does not want to see, without a reason."""

    __tablename__ = "hidden_kit"
    __table_args__ = (UniqueConstraint("ambassador_id", "kit_id"),)

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id", ondelete="CASCADE"), index=True)


class KitFeedback(Base):
    """What one ambassador says of a kit; ``told_at`` is set with the mail to the organisers."""

    __tablename__ = "kit_feedback"
    __table_args__ = (UniqueConstraint("kit_id", "ambassador_id"),)

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id", ondelete="CASCADE"))
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    kind: Mapped[FeedbackKind]
    words: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)

    kit: Mapped[Kit] = relationship()
    ambassador: Mapped[Ambassador] = relationship()
