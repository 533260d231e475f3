"""Link, LinkDay and SpoolOffset tables."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.enums import Channel
from campaigns.models import Participation
from core.db import Base


class Link(Base):
    """A personal tracked address. ``target`` is complete and never taken from a request."""

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("participation_id", "channel"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    channel: Mapped[Channel] = mapped_column(default=Channel.INSTAGRAM)
    code: Mapped[str] = mapped_column(unique=True)
    target: Mapped[str]

    participation: Mapped[Participation] = relationship()


class LinkDay(Base):
    """Clicks on one link on one day of the organisation's zone; previews and robots apart."""

    __tablename__ = "link_day"
    __table_args__ = (UniqueConstraint("link_id", "day"),)

    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link.id"))
    day: Mapped[date]
    clicks: Mapped[int] = mapped_column(default=0)
    previews: Mapped[int] = mapped_column(default=0)
    robots: Mapped[int] = mapped_column(default=0)


class SpoolOffset(Base):
    """How many bytes of a node's spool file are already in the counters."""

    __tablename__ = "spool_offset"
    __table_args__ = (UniqueConstraint("node", "file"),)

    node: Mapped[str]
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(default=0)
