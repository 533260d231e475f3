"""Event, its questions, who signed up, and what they thought afterwards."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation
from campaigns.models import Campaign, Participation
from campaigns.outcomes.enums import Source
from campaigns.outcomes.events.enums import EventStatus, FieldKind, Impression, Verdict
from core.db import Base
from media.library.models import Asset


class Event(Base):
    """An own event with sign-up. ``taken`` counts the seats in use and never passes capacity.

    ``waited`` counts everybody who ever stood in line: the next number to be given. ``sequence``
    tells calendars which version of time and place is the newer. ``kept_days`` after its end those
    who signed up are forgotten.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("taken between 0 and capacity", name="seats_exact"),
        CheckConstraint("ends_at > starts_at", name="times_in_order"),
        CheckConstraint("kept_days between 1 and 180", name="kept_days_bounded"),
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
    waited: Mapped[int] = mapped_column(default=0)
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.OPEN)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    consent_da: Mapped[str] = mapped_column(default="")
    consent_en: Mapped[str] = mapped_column(default="")
    kept_days: Mapped[int] = mapped_column(default=30)

    organisation: Mapped[Organisation] = relationship()
    campaign: Mapped[Campaign] = relationship()
    picture: Mapped[Asset | None] = relationship()
    fields: Mapped[list["EventField"]] = relationship(
        back_populates="event", order_by="EventField.position", cascade="all, delete-orphan"
    )


class EventField(Base):
    """Something the organiser asks those who sign up, with the reason for asking."""

    __tablename__ = "event_field"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    kind: Mapped[FieldKind]
    label_da: Mapped[str]
    label_en: Mapped[str]
    why_da: Mapped[str]
    why_en: Mapped[str]
    options_da: Mapped[list[str]] = mapped_column(default=list)
    options_en: Mapped[list[str]] = mapped_column(default=list)
    required: Mapped[bool] = mapped_column(default=False)

    event: Mapped[Event] = relationship(back_populates="fields")


class SignUp(Base):
    """Somebody's seat at an event, or their ``turn`` in the line for one.

    Only the hash of the link in their mail is kept. ``answers`` are by the id of what was asked.
    That they have answered afterwards is known; what they answered is only in the totals.
    """

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("event_id", "email"),
        UniqueConstraint("event_id", "turn"),
        Index("ix_sign_up_event_id_created_at", "event_id", "created_at"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str]
    told_by: Mapped[str] = mapped_column(default="")
    source: Mapped[Source] = mapped_column(default=Source.NONE)
    participation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participation.id"), index=True
    )
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    turn: Mapped[int | None]
    token_hash: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    thanked_at: Mapped[datetime | None]
    said_informed: Mapped[bool] = mapped_column(default=False)
    said_decided: Mapped[bool] = mapped_column(default=False)

    event: Mapped[Event] = relationship()
    participation: Mapped[Participation | None] = relationship()


class EventImpression(Base):
    """How many gave one answer to one question afterwards: a running total, without people."""

    __tablename__ = "event_impression"
    __table_args__ = (UniqueConstraint("event_id", "question", "verdict"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"))
    question: Mapped[Impression]
    verdict: Mapped[Verdict]
    number: Mapped[int] = mapped_column(default=0)
