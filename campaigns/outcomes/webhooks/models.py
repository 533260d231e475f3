"""Webhook and WebhookDelivery tables: who may tell of outcomes, and what came of each message."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.models import Goal
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.webhooks.enums import Verdict
from core.db import Base


class Webhook(Base):
    """A system that may tell of outcomes towards one goal.

    Its secret is not kept: it is made from the installation's key and ``salt`` whenever it is
    needed. After a change the former salt holds until ``former_until``.
    """

    __tablename__ = "webhook"

    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    name: Mapped[str]
    salt: Mapped[str]
    former_salt: Mapped[str] = mapped_column(default="")
    former_until: Mapped[datetime | None]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    ended_at: Mapped[datetime | None]

    goal: Mapped[Goal] = relationship()
    made_by: Mapped[User | None] = relationship()
    shop: Mapped["PretixShop | None"] = relationship(back_populates="webhook")


class PretixShop(Base):
    """An event in pretix whose orders count: its notifications are hints, the shop is asked.

    Its token is kept encrypted until the shop is disconnected. ``verdict`` is how it answered last,
    at ``asked_at``.
    """

    __tablename__ = "pretix_shop"

    webhook_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("webhook.id", ondelete="CASCADE"), unique=True
    )
    base_url: Mapped[str]
    organizer: Mapped[str]
    event: Mapped[str]
    sealed_token: Mapped[str]
    verdict: Mapped[Verdict | None]
    asked_at: Mapped[datetime | None]

    webhook: Mapped[Webhook] = relationship(back_populates="shop")


class WebhookDelivery(Base):
    """One message and what came of it. Its text is not kept; a message's id does its work once."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "message_id"),
        Index("ix_webhook_delivery_webhook_id_created_at", "webhook_id", "created_at", "id"),
        Index(None, "created_at"),
    )

    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    message_id: Mapped[str]
    verdict: Mapped[Verdict]
    reference: Mapped[str] = mapped_column(default="")
    times: Mapped[int] = mapped_column(default=1)
    outcome_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("outcome.id"), index=True)

    webhook: Mapped[Webhook] = relationship()
    outcome: Mapped[Outcome | None] = relationship()
