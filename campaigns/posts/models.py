"""Post and Conversation tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.enums import Channel
from campaigns.models import Participation
from campaigns.posts.enums import ConversationTopic
from core.db import Base
from media.kits.models import Kit
from media.library.models import Asset

# What she says a post shows; nothing for a post she has not said it of.
post_picture = Table(
    "post_picture",
    Base.metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("asset_id", ForeignKey("asset.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Post(Base):
    """Something an ambassador published and logged."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shortcode"),
        Index("ix_post_participation_id_published_at", "participation_id", "published_at"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    # The kit it was made from, as far as she came from its page to log it.
    kit_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("kit.id", ondelete="SET NULL"), index=True
    )
    channel: Mapped[Channel]
    url: Mapped[str]
    shortcode: Mapped[str]
    published_at: Mapped[datetime]

    participation: Mapped[Participation] = relationship()
    kit: Mapped[Kit | None] = relationship()
    pictures: Mapped[list[Asset]] = relationship(secondary=post_picture, passive_deletes=True)


class Conversation(Base):
    """A dialogue an ambassador had. Nothing about the other person is stored."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_participation_id_happened_on", "participation_id", "happened_on"),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    topic: Mapped[ConversationTopic | None]
    happened_on: Mapped[date]

    participation: Mapped[Participation] = relationship()
