"""Post and Conversation tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.messages.models import Idea
from campaigns.models import Participation
from campaigns.posts.enums import (
    ConversationPlace,
    ConversationTopic,
    LedTo,
    PostChannel,
    ReviewState,
)
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


# Others whose post it is too, as with a collab post: told by them, and counted once.
post_sharer = Table(
    "post_sharer",
    Base.metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "participation_id",
        ForeignKey("participation.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)
IS_WAITING, IS_REMOVED = text("review = 'waiting'"), text("removed_at IS NOT NULL")


class Post(Base):
    """Something an ambassador published or told in public, and logged.

    ``shortcode`` is what it is known by within its campaign: Instagram's own code, and for what is
    elsewhere a name made from its address. It counts in results while ``counts`` says so.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shortcode"),
        CheckConstraint("own_percent between 0 and 100", name="own_percent_is_percent"),
        Index("ix_post_participation_id_published_at", "participation_id", "published_at"),
        Index(
            "ix_post_waiting",
            "campaign_id",
            "sent_in_at",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index(
            "ix_post_removed_at",
            "removed_at",
            sqlite_where=IS_REMOVED,
            postgresql_where=IS_REMOVED,
        ),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    # The kit it was made from, as far as she came from its page to log it.
    kit_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("kit.id", ondelete="SET NULL"), index=True
    )
    # ``posts.channels`` reads what it and two more were before.
    channel: Mapped[PostChannel] = mapped_column(active_history=True)
    url: Mapped[str]
    shortcode: Mapped[str]
    published_at: Mapped[datetime]
    # She said the day herself, since the link does not.
    is_day_told: Mapped[bool] = mapped_column(default=False)
    # What it was, where there is nothing to look at.
    words: Mapped[str] = mapped_column(default="")
    # The post's own text, if she pasted it, and how much of it is not the kit's.
    caption: Mapped[str] = mapped_column(default="")
    own_percent: Mapped[int | None]
    # Both are her word. False is that she was asked and did not say so, None that nobody asked.
    asked_people: Mapped[bool | None]
    shows_disclosure: Mapped[bool | None]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.NOT_WANTED, active_history=True)
    review_reason: Mapped[str] = mapped_column(default="")
    sent_in_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    # Taken out by its author, who can change her mind for a day; then it is deleted.
    removed_at: Mapped[datetime | None] = mapped_column(active_history=True)
    # Made on the page it was logged from, so that sending it twice logs it once.
    sent_key: Mapped[str | None] = mapped_column(unique=True)

    participation: Mapped[Participation] = relationship()
    kit: Mapped[Kit | None] = relationship()
    pictures: Mapped[list[Asset]] = relationship(secondary=post_picture, passive_deletes=True)
    sharers: Mapped[list[Participation]] = relationship(
        secondary=post_sharer, passive_deletes=True, order_by=Participation.created_at
    )
    reviewed_by: Mapped[User | None] = relationship()

    @property
    def counts(self) -> bool:
        """Whether it counts in results: not taken out, and approved where that is wanted."""
        return self.removed_at is None and self.review.counts


class PostTotal(Base):
    """How many of a campaign's posts that count are in one place; kept by ``posts.channels``."""

    __tablename__ = "post_total"
    __table_args__ = (UniqueConstraint("campaign_id", "channel"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    channel: Mapped[PostChannel]
    posts: Mapped[int] = mapped_column(default=0)


class TalkTotal(Base):
    """How many of a campaign's conversations were said to be so; kept by ``posts.talk_totals``.

    What was not said of them is "", so that a row can be found by all three.
    """

    __tablename__ = "talk_total"
    __table_args__ = (UniqueConstraint("campaign_id", "topic", "place", "led_to"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    topic: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    led_to: Mapped[str] = mapped_column(default="")
    talks: Mapped[int] = mapped_column(default=0)


class Conversation(Base):
    """A dialogue an ambassador had. Nothing about the other person is stored."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_participation_id_happened_on", "participation_id", "happened_on"),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    topic: Mapped[ConversationTopic | None]
    place: Mapped[ConversationPlace | None]
    led_to: Mapped[LedTo | None]
    happened_on: Mapped[date]
    # The question she could not answer, in the idea box, where somebody answers it.
    idea_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("idea.id", ondelete="SET NULL"), index=True
    )
    sent_key: Mapped[str | None] = mapped_column(unique=True)

    participation: Mapped[Participation] = relationship()
    idea: Mapped[Idea | None] = relationship()
