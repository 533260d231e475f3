"""Screenshot table."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaigns.posts.models import Post
from core.db import Base
from core.remade import RemadePicture


class Screenshot(RemadePicture, Base):
    """A picture of a post on somebody's screen."""

    __tablename__ = "screenshot"
    __table_args__ = (UniqueConstraint("post_id", "checksum"),)

    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    # Of the file as it came, so that the same screenshot is known again.
    checksum: Mapped[str] = mapped_column(index=True)

    post: Mapped[Post] = relationship()
