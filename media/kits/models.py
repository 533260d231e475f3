"""Kit, KitItem, Caption and KitDownload tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit
from ambassadors.enums import Relation
from ambassadors.models import Cohort, CohortTopic
from ambassadors.training.models import Module
from core.db import Base
from media.kits.enums import KitStatus
from media.library.models import Asset

kit_cohort = Table(
    "kit_cohort",
    Base.metadata,
    Column("kit_id", ForeignKey("kit.id", ondelete="CASCADE"), primary_key=True),
    Column("cohort_id", ForeignKey("cohort.id"), primary_key=True, index=True),
)
kit_topic = Table(
    "kit_topic",
    Base.metadata,
    Column("kit_id", ForeignKey("kit.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("cohort_topic.id"), primary_key=True, index=True),
)


class Kit(Base):
    """What ambassadors of some cohorts may use between two dates (both included)."""

    __tablename__ = "kit"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates_in_order"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    gate_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("training_module.id"), index=True)
    title_da: Mapped[str]
    title_en: Mapped[str]
    intro_da: Mapped[str] = mapped_column(default="")
    intro_en: Mapped[str] = mapped_column(default="")
    status: Mapped[KitStatus] = mapped_column(default=KitStatus.DRAFT)
    relation: Mapped[Relation] = mapped_column(default=Relation.ENCOURAGED)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    published_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    unit: Mapped[Unit | None] = relationship()
    gate: Mapped[Module | None] = relationship()
    cohorts: Mapped[list[Cohort]] = relationship(secondary=kit_cohort, order_by=Cohort.name)
    topics: Mapped[list[CohortTopic]] = relationship(
        secondary=kit_topic, order_by=CohortTopic.position
    )
    items: Mapped[list["KitItem"]] = relationship(
        back_populates="kit", order_by="KitItem.position", cascade="all, delete-orphan"
    )
    captions: Mapped[list["Caption"]] = relationship(
        back_populates="kit", order_by="Caption.position", cascade="all, delete-orphan"
    )


class KitItem(Base):
    """One picture's place in a kit."""

    __tablename__ = "kit_item"
    __table_args__ = (UniqueConstraint("kit_id", "asset_id"),)

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"))
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id"), index=True)
    position: Mapped[int]

    kit: Mapped[Kit] = relationship(back_populates="items")
    asset: Mapped[Asset] = relationship()


class Caption(Base):
    """A suggested text in one language; ``{link}`` becomes the ambassador's own link."""

    __tablename__ = "caption"
    __table_args__ = (CheckConstraint("locale in ('da', 'en')", name="locale_known"),)

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    position: Mapped[int]
    locale: Mapped[str]
    text: Mapped[str]
    hashtags: Mapped[list[str]] = mapped_column(default=list)

    kit: Mapped[Kit] = relationship(back_populates="captions")


class KitDownload(Base):
    """Who fetched a kit, so that they can be told if a picture must go."""

    __tablename__ = "kit_download"

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
