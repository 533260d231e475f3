"""PageCheck and PageCheckPost tables: when a page posted and what kind of posts, without texts."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, User
from campaigns.results.page_check.enums import Language, Part, Tongue, Way
from core.db import Base


class PageCheck(Base):
    """The organisation's own page as it was on a day."""

    __tablename__ = "page_check"
    __table_args__ = (
        CheckConstraint("followers >= 0", name="followers_not_negative"),
        CheckConstraint("comments_answered >= 0", name="answered_not_negative"),
        CheckConstraint("comments_answered <= comments_seen", name="answered_within_seen"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    as_of: Mapped[date]
    way: Mapped[Way]
    language: Mapped[Language]
    followers: Mapped[int | None]
    # Comments by others somebody looked through, and those the page had answered in two days.
    comments_seen: Mapped[int | None]
    comments_answered: Mapped[int | None]
    campaign_was_running: Mapped[bool] = mapped_column(default=False)
    left_out: Mapped[int] = mapped_column(default=0)  # rows nobody could read
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    reminded_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    made_by: Mapped[User | None] = relationship()
    posts: Mapped[list["PageCheckPost"]] = relationship(
        back_populates="check",
        cascade="all, delete-orphan",
        order_by="PageCheckPost.posted_on.desc(), PageCheckPost.id",
    )


class PageCheckPost(Base):
    """One post: its day, what kind it was and its numbers; None is unknown, never nought."""

    __tablename__ = "page_check_post"
    __table_args__ = (
        CheckConstraint("likes >= 0", name="likes_not_negative"),
        CheckConstraint("comments >= 0", name="comments_not_negative"),
    )

    page_check_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("page_check.id", ondelete="CASCADE"), index=True
    )
    posted_on: Mapped[date]
    tongue: Mapped[Tongue]
    is_about_work: Mapped[bool]
    likes: Mapped[int | None]
    comments: Mapped[int | None]
    part: Mapped[Part | None]

    check: Mapped[PageCheck] = relationship(back_populates="posts")
