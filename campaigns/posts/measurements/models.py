"""The Measurement table: rows are added, and never changed into others."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.models import Post
from campaigns.posts.screenshots.models import Screenshot
from core.db import Base

SOMETHING = " or ".join(["likes_hidden", *(f"{number} is not null" for number in Number)])


class Measurement(Base):
    """One dated reading of a post's numbers. None is unknown or hidden, never nought."""

    __tablename__ = "measurement"
    __table_args__ = (
        UniqueConstraint("post_id", "source", "taken_at"),
        *(CheckConstraint(f"{number} >= 0", name=f"{number}_not_negative") for number in Number),
        CheckConstraint(SOMETHING, name="says_something"),
    )

    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    source: Mapped[Source]
    taken_at: Mapped[datetime]
    likes: Mapped[int | None]
    comments: Mapped[int | None]
    views: Mapped[int | None]
    saves: Mapped[int | None]
    shares: Mapped[int | None]
    reach: Mapped[int | None]
    likes_hidden: Mapped[bool] = mapped_column(default=False)
    # Who wrote it or sent the file; nobody where a machine asked.
    by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    # A slip of the finger: it stays as a row and is shown and counted nowhere.
    taken_back_at: Mapped[datetime | None]
    # The screenshot it was read from, if there is one.
    proof_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("screenshot.id", ondelete="SET NULL"), index=True
    )

    post: Mapped[Post] = relationship()
    by: Mapped[User | None] = relationship()
    proof: Mapped[Screenshot | None] = relationship()
