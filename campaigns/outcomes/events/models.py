"""Event and SignUp tables."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from campaigns.models import Campaign
from core.db import Base
from media.library.models import Asset


class Event(Base):
    """An own event with sign-up. ``taken`` counts the seats in use and never passes capacity."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("taken between 0 and capacity", name="seats_exact"),
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), unique=True)
    picture_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("asset.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title_da: Mapped[str]
    title_en: Mapped[str]
    description_da: Mapped[str]
    description_en: Mapped[str]
    place: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship()
    campaign: Mapped[Campaign] = relationship()
    picture: Mapped[Asset | None] = relationship()


class SignUp(Base):
    """Somebody's seat at an event. Only the hash of the link in their mail is kept."""

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("event_id", "email"),
        Index("ix_sign_up_event_id_created_at", "event_id", "created_at"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str]
    told_by: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
