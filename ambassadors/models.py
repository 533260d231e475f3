"""Cohort, CohortTopic, Policy, Ambassador, Pause and PolicyAcceptance tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit, User
from ambassadors.enums import (
    AmbassadorStatus,
    CohortStatus,
    Kind,
    MailDigest,
    Relation,
    Rhythm,
)
from core.db import Base

ambassador_topic = Table(
    "ambassador_topic",
    Base.metadata,
    Column("ambassador_id", ForeignKey("ambassador.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "topic_id", ForeignKey("cohort_topic.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)


class Cohort(Base):
    """The ambassadors of one kind and season."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        CheckConstraint("season_end >= season_start", name="season_in_order"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[Kind]
    name: Mapped[str]
    status: Mapped[CohortStatus] = mapped_column(default=CohortStatus.DRAFT)
    season_start: Mapped[date]
    season_end: Mapped[date]
    retention_until: Mapped[date]
    suggested_rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.EVERY_OTHER_WEEK)
    relation: Mapped[Relation] = mapped_column(default=Relation.ENCOURAGED)
    minimum_age: Mapped[int] = mapped_column(default=15)
    counts_hours: Mapped[bool] = mapped_column(default=False)
    # Posts are looked at by an organiser before they count.
    reviews_posts: Mapped[bool] = mapped_column(default=False)
    ambassador_word_da: Mapped[str]
    ambassador_word_en: Mapped[str]
    notice_da: Mapped[str]
    notice_en: Mapped[str]
    copied_from_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="SET NULL"), index=True
    )

    organisation: Mapped[Organisation] = relationship()
    topics: Mapped[list["CohortTopic"]] = relationship(
        back_populates="cohort", order_by="CohortTopic.position"
    )
    policies: Mapped[list["Policy"]] = relationship(
        back_populates="cohort", order_by="Policy.version"
    )
    ambassadors: Mapped[list["Ambassador"]] = relationship(back_populates="cohort")


class CohortTopic(Base):
    """Something an ambassador of this cohort may like to tell about."""

    __tablename__ = "cohort_topic"
    __table_args__ = (UniqueConstraint("cohort_id", "position"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    position: Mapped[int]
    name_da: Mapped[str]
    name_en: Mapped[str]

    cohort: Mapped[Cohort] = relationship(back_populates="topics")


class Policy(Base):
    """One version of the strategy and policy an ambassador is asked to accept."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("cohort_id", "version"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    version: Mapped[int]
    strategy_da: Mapped[str]
    strategy_en: Mapped[str]
    text_da: Mapped[str]
    text_en: Mapped[str]
    published_at: Mapped[datetime | None]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    cohort: Mapped[Cohort] = relationship(back_populates="policies")


class Ambassador(Base):
    """One person's place in one cohort, on their own terms."""

    __tablename__ = "ambassador"
    __table_args__ = (
        UniqueConstraint("cohort_id", "user_id"),
        Index("ix_ambassador_cohort_status", "cohort_id", "erased_at", "status", "unit_id"),
        CheckConstraint("quiet_from between 0 and 23", name="quiet_from_hour"),
        CheckConstraint("quiet_until between 0 and 23", name="quiet_until_hour"),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    function: Mapped[str] = mapped_column(default="")
    status: Mapped[AmbassadorStatus] = mapped_column(default=AmbassadorStatus.ACTIVE)
    rhythm: Mapped[Rhythm]
    channels: Mapped[list[str]] = mapped_column(default=list)
    benefits: Mapped[list[str]] = mapped_column(default=list)
    shown_in_ranking: Mapped[bool] = mapped_column(default=False)
    # Guests at an event may find her first name and say that she told them.
    named_to_guests: Mapped[bool] = mapped_column(default=False)
    # The languages she tells in; none chosen means any.
    tells_in: Mapped[list[str]] = mapped_column(default=list)
    # No mail from the programme between these hours of the organisation's day; equal: always.
    quiet_from: Mapped[int] = mapped_column(default=21)
    quiet_until: Mapped[int] = mapped_column(default=7)
    mail_digest: Mapped[MailDigest] = mapped_column(default=MailDigest.AT_ONCE)
    digest_sent_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    # Forgotten then: the row stays for the numbers that hang on it, its user is nobody.
    erased_at: Mapped[datetime | None]
    # The day of erasure they were told of beforehand; another day must be told anew.
    told_erased_on: Mapped[date | None]

    cohort: Mapped[Cohort] = relationship(back_populates="ambassadors")
    user: Mapped[User] = relationship()
    unit: Mapped[Unit | None] = relationship()
    topics: Mapped[list[CohortTopic]] = relationship(
        secondary=ambassador_topic, order_by=CohortTopic.position
    )
    pauses: Mapped[list["Pause"]] = relationship(
        back_populates="ambassador", order_by="Pause.starts_on"
    )
    acceptances: Mapped[list["PolicyAcceptance"]] = relationship(back_populates="ambassador")


class Pause(Base):
    """Days an ambassador has taken off; both dates are included."""

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="in_order"),
        Index("ix_pause_ends_on", "ends_on"),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    ambassador: Mapped[Ambassador] = relationship(back_populates="pauses")


class PolicyAcceptance(Base):
    """The moment an ambassador said yes to one version of the policy."""

    __tablename__ = "policy_acceptance"
    __table_args__ = (UniqueConstraint("ambassador_id", "policy_id"),)

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"))
    policy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("policy.id"), index=True)
    accepted_at: Mapped[datetime]

    ambassador: Mapped[Ambassador] = relationship(back_populates="acceptances")
    policy: Mapped[Policy] = relationship()
