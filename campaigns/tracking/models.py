"""Links, their codes, what they were followed, and by which rules."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, User
from campaigns.models import Campaign, Participation
from campaigns.tracking.enums import LinkChannel
from core.db import Base


class Link(Base):
    """A personal tracked address for one place. ``target`` is never taken from a request."""

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("participation_id", "channel"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), index=True)
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    channel: Mapped[LinkChannel] = mapped_column(default=LinkChannel.INSTAGRAM)
    code: Mapped[str] = mapped_column(unique=True)
    target: Mapped[str]

    participation: Mapped[Participation] = relationship()
    former_codes: Mapped[list["FormerCode"]] = relationship(
        back_populates="link", order_by="FormerCode.created_at"
    )


class FormerCode(Base):
    """A code a link had before. It is on posters by now, so it leads on and is never given away."""

    __tablename__ = "former_code"

    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)

    link: Mapped[Link] = relationship(back_populates="former_codes")


class LinkDay(Base):
    """Clicks on one link on one day of the organisation's zone; previews and robots apart.

    ``late`` are clicks by people after the campaign's end or after the ambassador had left: they
    were forwarded, and belong to nobody's result. ``set_aside`` are clicks of bursts that somebody
    has said, with a reason, not to count.
    """

    __tablename__ = "link_day"
    __table_args__ = (UniqueConstraint("link_id", "day"),)

    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link.id"))
    day: Mapped[date]
    clicks: Mapped[int] = mapped_column(default=0)
    previews: Mapped[int] = mapped_column(default=0)
    robots: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)


class LinkTotal(Base):
    """What a link's days add up to, apart from the row that the redirect reads."""

    __tablename__ = "link_total"

    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link.id"), unique=True)
    clicks: Mapped[int] = mapped_column(default=0)
    previews: Mapped[int] = mapped_column(default=0)
    robots: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)


class ChannelDay(Base):
    """What the links of a campaign for one place were followed on one day, all together."""

    __tablename__ = "channel_day"
    __table_args__ = (UniqueConstraint("campaign_id", "day", "channel"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    day: Mapped[date]
    channel: Mapped[LinkChannel]
    clicks: Mapped[int] = mapped_column(default=0)
    previews: Mapped[int] = mapped_column(default=0)
    robots: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)


class LinkQuarter(Base):
    """Clicks on one link in one quarter of an hour; those that are no burst are let go soon.

    Of a burst some may be set aside: how many, when, by whom and why.
    """

    __tablename__ = "link_quarter"
    __table_args__ = (
        UniqueConstraint("link_id", "starts_at"),
        Index("ix_link_quarter_campaign_id_clicks", "campaign_id", "clicks"),
        Index("ix_link_quarter_starts_at_clicks", "starts_at", "clicks"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link.id"))
    starts_at: Mapped[datetime]
    clicks: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)
    set_aside_at: Mapped[datetime | None]
    set_aside_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    why: Mapped[str] = mapped_column(default="")

    link: Mapped[Link] = relationship()
    set_aside_by: Mapped[User | None] = relationship()


class RulesDay(Base):
    """By which version of the rules how many visits were told apart on one day (UTC)."""

    __tablename__ = "rules_day"
    __table_args__ = (UniqueConstraint("day", "version"),)

    day: Mapped[date]
    version: Mapped[int]
    visits: Mapped[int] = mapped_column(default=0)


EVERYWHERE, HERE = text("campaign_id IS NULL"), text("campaign_id IS NOT NULL")


class LinkRules(Base):
    """What is added to the addresses links lead to, and who may choose a code.

    One row for an organisation, and one for each campaign that has rules of its own.
    """

    __tablename__ = "link_rules"
    __table_args__ = (
        Index(
            "uq_link_rules_organisation_id",
            "organisation_id",
            unique=True,
            sqlite_where=EVERYWHERE,
            postgresql_where=EVERYWHERE,
        ),
        Index(
            "uq_link_rules_campaign_id",
            "campaign_id",
            unique=True,
            sqlite_where=HERE,
            postgresql_where=HERE,
        ),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    campaign_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE")
    )
    utm_source: Mapped[str]
    utm_medium: Mapped[str]
    utm_campaign: Mapped[str]
    utm_content: Mapped[str]
    own_codes: Mapped[bool]

    organisation: Mapped[Organisation] = relationship()
    campaign: Mapped[Campaign | None] = relationship()


class SpoolOffset(Base):
    """How many bytes of a node's spool file are already in the counters."""

    __tablename__ = "spool_offset"
    __table_args__ = (UniqueConstraint("node", "file"),)

    node: Mapped[str]
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(default=0)
