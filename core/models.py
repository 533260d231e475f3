"""Work that is done after the answer has been given: jobs, and the mails among them."""

import uuid
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import JSON, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, utcnow
from core.enums import JobState, MailState

FAILED = text("error IS NOT NULL")


class Job(Base):
    """One piece of background work. This row is the truth; the queue only carries its id.

    ``heartbeat_at`` tells of a running job that its worker lives, and of a queued one when it was
    last handed to the queue.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index(None, "kind", "subject_id"),
        Index(None, "state", "heartbeat_at"),
        Index("ix_job_failures", "state", sqlite_where=FAILED, postgresql_where=FAILED),
    )

    kind: Mapped[str]
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat_at: Mapped[datetime | None]
    run_after: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to this job."""
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def has_failed(self) -> bool:
        """Say whether it was tried as often as it may be, and never worked out."""
        return self.state is JobState.FAILED

    @property
    def reason(self) -> str:
        """Why it gave up, in words; nothing for a fault that nobody foresaw."""
        name, _colon, words = (self.error or "").partition(": ")
        return str(gettext(words)) if name == "GiveUp" and words else ""


class OutgoingMail(Base):
    """A mail to one person. Once it has left, its text is blanked: it may hold a one-time link."""

    __tablename__ = "outgoing_mail"

    recipient: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    locale: Mapped[str]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
