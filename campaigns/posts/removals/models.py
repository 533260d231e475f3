"""PostRemoval table."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import Ambassador
from campaigns.posts.models import Post
from campaigns.posts.removals.enums import RemovalState
from core.db import Base
from media.library.people.withdrawals.models import Withdrawal


class PostRemoval(Base):
    """A post that shows or may show a withdrawn picture; its author is asked at ``created_at``.

    ``shows`` when she had said so herself. Of the others, who fetched it and posted since is asked.
    ``answered_at`` is when it was settled: by her answer, or by a new yes of those in the picture.
    """

    __tablename__ = "post_removal"
    __table_args__ = (
        UniqueConstraint("withdrawal_id", "post_id"),
        CheckConstraint(
            "(state in ('removed', 'clear', 'may_stay')) = (answered_at is not null)",
            name="answer_is_dated",
        ),
    )

    withdrawal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("withdrawal.id", ondelete="CASCADE")
    )
    post_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL"), index=True
    )
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    state: Mapped[RemovalState] = mapped_column(default=RemovalState.ASKED)
    shows: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]

    withdrawal: Mapped[Withdrawal] = relationship()
    post: Mapped[Post | None] = relationship()
    ambassador: Mapped[Ambassador] = relationship()

    @property
    def is_answered(self) -> bool:
        """Whether somebody has said what became of it, and may take that back."""
        return self.state in (RemovalState.REMOVED, RemovalState.CLEAR)
