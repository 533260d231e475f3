"""Campaign, Goal, Participation and the running totals every results page reads."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Membership, Organisation, Unit
from ambassadors.enums import Relation
from ambassadors.models import Ambassador, Cohort
from campaigns.enums import CampaignStatus, OutcomeKind, Step
from core.db import Base
from media.kits.models import Kit

campaign_cohort = Table(
    "campaign_cohort",
    Base.metadata,
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("cohort_id", ForeignKey("cohort.id"), primary_key=True, index=True),
)
# A campaign for some units only; one without any here is for everybody in its cohorts.
campaign_scope = Table(
    "campaign_scope",
    Base.metadata,
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, index=True),
)
campaign_kit = Table(
    "campaign_kit",
    Base.metadata,
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("kit_id", ForeignKey("kit.id"), primary_key=True, index=True),
)
campaign_reader = Table(
    "campaign_reader",
    Base.metadata,
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "membership_id",
        ForeignKey("membership.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


class Campaign(Base):
    """Something to tell about, with goals to reach.

    It runs from the first moment of ``starts_on`` to the last of ``ends_on`` in the zone of its
    organisation, whichever hour that is in UTC.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("organisation_id", "slug"),
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        CheckConstraint("name_da <> '' OR name_en <> ''", name="has_a_name"),
        Index("ix_campaign_organisation_id_starts_on", "organisation_id", "starts_on", "id"),
        Index("ix_campaign_status_ends_on", "status", "ends_on"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    name_da: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    slug: Mapped[str]
    pitch_da: Mapped[str] = mapped_column(default="")
    pitch_en: Mapped[str] = mapped_column(default="")
    status: Mapped[CampaignStatus] = mapped_column(default=CampaignStatus.DRAFT)
    relation: Mapped[Relation] = mapped_column(default=Relation.ENCOURAGED)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    landing_address: Mapped[str] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship()
    cohorts: Mapped[list[Cohort]] = relationship(secondary=campaign_cohort, order_by=Cohort.name)
    units: Mapped[list[Unit]] = relationship(secondary=campaign_scope, order_by=Unit.path)
    kits: Mapped[list[Kit]] = relationship(secondary=campaign_kit, order_by=Kit.created_at)
    readers: Mapped[list[Membership]] = relationship(secondary=campaign_reader)
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="campaign", order_by="Goal.position", cascade="all, delete-orphan"
    )


class OwnKind(Base):
    """An outcome that an organisation counts and that has no word of ours."""

    __tablename__ = "own_kind"
    __table_args__ = (CheckConstraint("name_da <> '' OR name_en <> ''", name="has_a_name"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name_da: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


OURS, THEIRS = text("own_kind_id IS NULL"), text("own_kind_id IS NOT NULL")


class Goal(Base):
    """An outcome to reach. One that has ended keeps what it reached, and nothing more is added.

    A collective goal is shown to the ambassadors with how far all have come; the others only to
    those who run the programme and read its results.
    """

    __tablename__ = "goal"
    __table_args__ = (
        Index(
            "uq_goal_campaign_id_outcome_kind",
            "campaign_id",
            "outcome_kind",
            unique=True,
            sqlite_where=OURS,
            postgresql_where=OURS,
        ),
        Index(
            "uq_goal_campaign_id_own_kind_id",
            "campaign_id",
            "own_kind_id",
            unique=True,
            sqlite_where=THEIRS,
            postgresql_where=THEIRS,
        ),
        CheckConstraint("target > 0", name="target_positive"),
        CheckConstraint("(outcome_kind = 'own') = (own_kind_id IS NOT NULL)", name="own_is_named"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    position: Mapped[int]
    outcome_kind: Mapped[OutcomeKind]
    own_kind_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("own_kind.id"), index=True)
    target: Mapped[int]
    is_collective: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship(back_populates="goals")
    own_kind: Mapped[OwnKind | None] = relationship(lazy="selectin")  # a join could not be locked


DECLINED = text("declined_at IS NOT NULL")


class Participation(Base):
    """An ambassador's part in a campaign, with their running totals.

    The counters change in the same transaction as their cause (see ``campaigns.totals``), so a
    results page of any size reads a few rows. ``campaign_id`` leads every index it is read by.
    """

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("campaign_id", "ambassador_id"),
        Index("ix_participation_campaign_sign_ups", "campaign_id", "sign_ups", "id"),
        Index("ix_participation_campaign_last_active", "campaign_id", "last_active_on"),
        Index(
            "ix_participation_declined",
            "campaign_id",
            "declined_at",  # so that SQLite prefers it to the index above
            "last_active_on",
            sqlite_where=DECLINED,
            postgresql_where=DECLINED,
        ),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    own_target: Mapped[int | None]
    # What her own target counts, if she has said so; else what the campaign's first goal does.
    own_step: Mapped[Step | None]
    declined_at: Mapped[datetime | None]
    clicks: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)
    sign_ups: Mapped[int] = mapped_column(default=0)
    # Of the sign-ups, those who only say that she told them, and those from lists and systems.
    told: Mapped[int] = mapped_column(default=0)
    imported: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)
    last_active_on: Mapped[date | None]

    campaign: Mapped[Campaign] = relationship()
    ambassador: Mapped[Ambassador] = relationship()


class CampaignDay(Base):
    """What happened in a campaign on one day of the organisation's zone."""

    __tablename__ = "campaign_day"
    __table_args__ = (UniqueConstraint("campaign_id", "day"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    day: Mapped[date]
    clicks: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)
    sign_ups: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)


WITH_UNIT, WITHOUT_UNIT = text("unit_id IS NOT NULL"), text("unit_id IS NULL")


class CampaignGroup(Base):
    """Those of one cohort, unit and function in a campaign, and what they brought.

    Every breakdown adds these few rows up. ``campaigns.groups`` keeps them in step with the people.
    """

    __tablename__ = "campaign_group"
    __table_args__ = (
        Index(
            "uq_campaign_group_with_unit",
            "campaign_id",
            "unit_id",
            "cohort_id",
            "function",
            unique=True,
            sqlite_where=WITH_UNIT,
            postgresql_where=WITH_UNIT,
        ),
        Index(
            "uq_campaign_group_without_unit",
            "campaign_id",
            "cohort_id",
            "function",
            unique=True,
            sqlite_where=WITHOUT_UNIT,
            postgresql_where=WITHOUT_UNIT,
        ),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), index=True
    )
    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    function: Mapped[str] = mapped_column(default="")
    ambassadors: Mapped[int] = mapped_column(default=0)
    clicks: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)
    sign_ups: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)
    imported: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)

    unit: Mapped[Unit | None] = relationship()
    cohort: Mapped[Cohort] = relationship()


class ParticipationWeek(Base):
    """What one ambassador did in one ISO week, kept by its Monday: the rhythm and the own chart."""

    __tablename__ = "participation_week"
    __table_args__ = (
        UniqueConstraint("participation_id", "monday"),
        Index("ix_participation_week_campaign_id_monday", "campaign_id", "monday"),
    )

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    monday: Mapped[date]
    clicks: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)
    sign_ups: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)
