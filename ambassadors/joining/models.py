"""Invitation, JoinPage, JoinQuestion, Decision, Application and GuardianApproval tables."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit, User
from ambassadors.joining.enums import ApplicationState, JoinMode, Verdict
from ambassadors.models import Ambassador, Cohort
from core.db import Base


class Invitation(Base):
    """A one-time, expiring way into a cohort. Only the token's hash is kept.

    What somebody has chosen so far lives in ``draft``, so nothing is lost between the screens.
    One without ``sent_at`` waits for its mail, which a job makes together with the link.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("cohort_id", "email"),
        Index(None, "cohort_id", "created_at", "id"),
        Index("ix_invitation_unsent", "cohort_id", "sent_at"),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    ambassador_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ambassador.id"), index=True)
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")
    token_hash: Mapped[str] = mapped_column(unique=True)
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    sent_at: Mapped[datetime | None]
    times_sent: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)

    cohort: Mapped[Cohort] = relationship()
    unit: Mapped[Unit | None] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
    asked_by: Mapped[User | None] = relationship()


class JoinPage(Base):
    """How people come into a cohort, and what its public page asks them.

    ``asked`` says of each field of the fixed set whether it is "optional" or "required".
    """

    __tablename__ = "join_page"
    __table_args__ = (
        CheckConstraint("places is null or places > 0", name="places_positive"),
        CheckConstraint("kept_days between 1 and 365", name="kept_days_range"),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), unique=True)
    mode: Mapped[JoinMode] = mapped_column(default=JoinMode.INVITATION)
    slug: Mapped[str] = mapped_column(unique=True)
    intro_da: Mapped[str] = mapped_column(default="")
    intro_en: Mapped[str] = mapped_column(default="")
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    decided_by: Mapped[date | None]
    places: Mapped[int | None]
    kept_days: Mapped[int] = mapped_column(default=60)

    cohort: Mapped[Cohort] = relationship()
    questions: Mapped[list["JoinQuestion"]] = relationship(
        back_populates="page", order_by="JoinQuestion.position", cascade="all, delete-orphan"
    )


class JoinQuestion(Base):
    """A question of the organiser's own on a join page."""

    __tablename__ = "join_question"
    __table_args__ = (UniqueConstraint("page_id", "position"),)

    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("join_page.id"))
    position: Mapped[int]
    text_da: Mapped[str]
    text_en: Mapped[str]
    is_long: Mapped[bool] = mapped_column(default=False)
    is_required: Mapped[bool] = mapped_column(default=False)

    page: Mapped[JoinPage] = relationship(back_populates="questions")


class Decision(Base):
    """A yes or a no to some applicants, with the mail that tells them.

    ``started_at`` is set when the mails begin to leave; until then it can be undone.
    """

    __tablename__ = "application_decision"

    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("join_page.id"), index=True)
    verdict: Mapped[Verdict]
    subject_da: Mapped[str] = mapped_column(default="")
    subject_en: Mapped[str] = mapped_column(default="")
    body_da: Mapped[str] = mapped_column(default="")
    body_en: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    leaves_at: Mapped[datetime]
    started_at: Mapped[datetime | None]

    page: Mapped[JoinPage] = relationship()
    made_by: Mapped[User | None] = relationship()


class Application(Base):
    """Somebody who asks for a place. Once erased, only its state is left, so the numbers stay.

    ``times`` holds when it was sent, first and again; the latest answers are the ones kept.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("page_id", "email"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("erased_at is null or email is null", name="erased_is_blank"),
        # Each holds all that counting, or turning to a late page, asks about: no row is read.
        Index(
            "ix_application_counted",
            "page_id",
            "state",
            "is_shortlisted",
            "erased_at",
            "applied_at",
            "id",
        ),
        Index("ix_application_in_order", "page_id", "applied_at", "id", "state", "erased_at"),
    )

    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("join_page.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("application_decision.id", ondelete="SET NULL"), index=True
    )
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[ApplicationState]
    is_shortlisted: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")
    function: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    active_where: Mapped[str] = mapped_column(default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    channels: Mapped[list[str]] = mapped_column(default=list)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    times: Mapped[list[str]] = mapped_column(default=list)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    applied_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    page: Mapped[JoinPage] = relationship()
    unit: Mapped[Unit | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()


class GuardianApproval(Base):
    """A guardian's yes for somebody between 13 and the cohort's age. Only the link's hash is kept.

    It follows the young person from the application to the invitation and the place in the cohort.
    """

    __tablename__ = "guardian_approval"
    __table_args__ = (
        CheckConstraint(
            "application_id is not null or invitation_id is not null", name="about_somebody"
        ),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    application_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), unique=True
    )
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), unique=True
    )
    guardian_email: Mapped[str]
    guardian_name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship()
    application: Mapped[Application | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()

    @property
    def masked_email(self) -> str:
        """The guardian's address as it is written to others who may not know it."""
        local, _at, domain = self.guardian_email.rpartition("@")
        return f"{local[:1]}•••@{domain}"
