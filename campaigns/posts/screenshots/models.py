"""Screenshot table."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaigns.posts.models import Post
from core.db import Base


class Screenshot(Base):
    """A picture of a post on somebody's screen.

    The original is kept until the worker has made ``storage_key`` from it, without metadata;
    ``refusal`` says why there will be none.
    """

    __tablename__ = "screenshot"
    __table_args__ = (UniqueConstraint("post_id", "checksum"),)

    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    original_key: Mapped[str | None]
    storage_key: Mapped[str | None]
    width: Mapped[int]
    height: Mapped[int]
    refusal: Mapped[str] = mapped_column(default="")
    # Of the file as it came, so that the same screenshot is known again.
    checksum: Mapped[str] = mapped_column(index=True)

    post: Mapped[Post] = relationship()
