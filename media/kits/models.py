"""Kit, KitVariant, KitItem, Caption, OverlaidRendition and KitDownload tables."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit
from ambassadors.enums import Relation
from ambassadors.models import Cohort, CohortTopic
from ambassadors.training.models import Module
from core.db import Base
from media.kits.enums import ItemKind, KitStatus, Overlay, OverlayPlace, VariantPictures
from media.library.enums import RenditionFormat
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
    # The base: what everybody gets who has nothing more local. A variant holds its own.
    items: Mapped[list["KitItem"]] = relationship(
        back_populates="kit",
        primaryjoin="and_(KitItem.kit_id == Kit.id, KitItem.variant_id.is_(None))",
        order_by="KitItem.position",
        cascade="all, delete-orphan",
    )
    captions: Mapped[list["Caption"]] = relationship(
        back_populates="kit",
        primaryjoin="and_(Caption.kit_id == Kit.id, Caption.variant_id.is_(None))",
        order_by="Caption.position",
        cascade="all, delete-orphan",
    )
    variants: Mapped[list["KitVariant"]] = relationship(
        back_populates="kit", order_by="KitVariant.position", cascade="all, delete-orphan"
    )


class KitVariant(Base):
    """What a kit says and shows to some: one unit's people, one function's, one language's.

    What it leaves empty is the base's. Of several that fit, ``variants.most_local`` chooses.
    """

    __tablename__ = "kit_variant"
    __table_args__ = (CheckConstraint("locale in ('', 'da', 'en')", name="locale_known"),)

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    function: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    title_da: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    intro_da: Mapped[str] = mapped_column(default="")
    intro_en: Mapped[str] = mapped_column(default="")
    pictures: Mapped[VariantPictures] = mapped_column(default=VariantPictures.BASE)

    kit: Mapped[Kit] = relationship(back_populates="variants")
    unit: Mapped[Unit | None] = relationship()
    items: Mapped[list["KitItem"]] = relationship(
        back_populates="variant", order_by="KitItem.position", cascade="all, delete-orphan"
    )
    captions: Mapped[list["Caption"]] = relationship(
        back_populates="variant", order_by="Caption.position", cascade="all, delete-orphan"
    )


class KitItem(Base):
    """One picture's place in a kit or in one of its variants, and how it is used there."""

    __tablename__ = "kit_item"
    __table_args__ = (
        UniqueConstraint("variant_id", "asset_id"),
        Index(
            "ix_kit_item_base_asset",
            "kit_id",
            "asset_id",
            unique=True,
            sqlite_where=text("variant_id is null"),
            postgresql_where=text("variant_id is null"),
        ),
    )

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    variant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("kit_variant.id"))
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.FEED)
    # The formats handed out; none named means all that the kind can be shown in.
    formats: Mapped[list[str]] = mapped_column(default=list)
    # Alt text for this kit alone; empty means the picture's own.
    alt_da: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    overlay: Mapped[Overlay] = mapped_column(default=Overlay.NONE)
    overlay_place: Mapped[OverlayPlace] = mapped_column(default=OverlayPlace.BOTTOM)
    overlay_text: Mapped[str] = mapped_column(default="")

    kit: Mapped[Kit] = relationship(back_populates="items")
    variant: Mapped[KitVariant | None] = relationship(back_populates="items")
    asset: Mapped[Asset] = relationship()
    overlaid: Mapped[list["OverlaidRendition"]] = relationship(
        back_populates="item", cascade="all, delete-orphan"
    )


class OverlaidRendition(Base):
    """A rendition with the organisation's frame or mark drawn on it, for one place in a kit.

    It is current while ``source_key`` is the key of the rendition it was drawn on, and
    ``settings`` says what was drawn.
    """

    __tablename__ = "overlaid_rendition"
    __table_args__ = (UniqueConstraint("item_id", "format"),)

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit_item.id", ondelete="CASCADE"))
    format: Mapped[RenditionFormat]
    source_key: Mapped[str]
    settings: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    mimetype: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    byte_size: Mapped[int]
    checksum: Mapped[int | None] = mapped_column(BigInteger)

    item: Mapped[KitItem] = relationship(back_populates="overlaid")


class Caption(Base):
    """A suggested text in one language; ``{link}`` becomes the ambassador's own link."""

    __tablename__ = "caption"
    __table_args__ = (CheckConstraint("locale in ('da', 'en')", name="locale_known"),)

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    variant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("kit_variant.id"), index=True)
    position: Mapped[int]
    locale: Mapped[str]
    text: Mapped[str]
    hashtags: Mapped[list[str]] = mapped_column(default=list)
    mentions: Mapped[list[str]] = mapped_column(default=list)

    kit: Mapped[Kit] = relationship(back_populates="captions")
    variant: Mapped[KitVariant | None] = relationship(back_populates="captions")


class KitDownload(Base):
    """Who fetched a kit, so that they can be told if a picture must go."""

    __tablename__ = "kit_download"

    kit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kit.id"), index=True)
    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), index=True)
    variant_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("kit_variant.id", ondelete="SET NULL"), index=True
    )
    # Whether it was made for her place, work or language; stays when the variant goes.
    is_local: Mapped[bool] = mapped_column(default=False)
