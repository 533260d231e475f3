"""Asset and Rendition tables."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit
from core.db import Base
from media.library.enums import AssetState, Recognisable, RenditionFormat
from media.library.people.models import PersonInAsset


class Asset(Base):
    """An original picture. It is kept only to make renditions from and is never handed out."""

    __tablename__ = "asset"
    __table_args__ = (
        UniqueConstraint("organisation_id", "checksum"),
        CheckConstraint(
            "focal_x between 0 and 1 and focal_y between 0 and 1", name="focal_point_inside"
        ),
        Index("ix_asset_organisation_id_created_at", "organisation_id", "created_at"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    original_name: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    checksum: Mapped[str]
    byte_size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    state: Mapped[AssetState] = mapped_column(default=AssetState.PROCESSING)
    refusal: Mapped[str | None]
    alt_da: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    focal_x: Mapped[float] = mapped_column(default=0.5)
    focal_y: Mapped[float] = mapped_column(default=0.5)
    recognisable: Mapped[Recognisable] = mapped_column(default=Recognisable.UNANSWERED)
    # Until when everybody had said yes, as it was noted before there was a register of people.
    consent_until: Mapped[date | None]
    occasion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("occasion.id"), index=True)

    organisation: Mapped[Organisation] = relationship()
    unit: Mapped[Unit | None] = relationship()
    renditions: Mapped[list["Rendition"]] = relationship(back_populates="asset")
    # Loaded with every picture: whether it may be used is never answered without them.
    people: Mapped[list[PersonInAsset]] = relationship(
        back_populates="asset", lazy="selectin", passive_deletes=True
    )


class Rendition(Base):
    """An asset in one format, without metadata, ready to be handed out."""

    __tablename__ = "rendition"
    __table_args__ = (UniqueConstraint("asset_id", "format"),)

    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id"))
    format: Mapped[RenditionFormat]
    storage_key: Mapped[str] = mapped_column(unique=True)
    mimetype: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    byte_size: Mapped[int]

    asset: Mapped[Asset] = relationship(back_populates="renditions")
