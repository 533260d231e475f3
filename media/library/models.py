"""Asset, Rendition, AssetVersion and Collection tables."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit, User
from core.db import Base
from media.library.enums import AssetKind, AssetState, Recognisable, RenditionFormat
from media.library.people.models import PersonInAsset

collection_asset = Table(
    "collection_asset",
    Base.metadata,
    Column("collection_id", ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True),
    Column("asset_id", ForeignKey("asset.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Collection(Base):
    """Pictures an organisation wants to find together; a picture may be in several."""

    __tablename__ = "collection"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]


class Asset(Base):
    """An original picture or film, kept only to make renditions from and never handed out.

    A film has a cover picture, of which the formats are made. ``words`` is what is searched,
    ``looks`` what a picture looks like in 64 bits (``looks.py``).
    """

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
    kind: Mapped[AssetKind] = mapped_column(default=AssetKind.PICTURE)
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
    licence_until: Mapped[date | None]
    # How long an ambassador lends it, where one does: for her alone to change.
    lent_until: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    text_language: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    looks: Mapped[str | None] = mapped_column(String(16))
    cover_key: Mapped[str | None] = mapped_column(unique=True)
    seconds: Mapped[float | None]
    focal_x: Mapped[float] = mapped_column(default=0.5)
    focal_y: Mapped[float] = mapped_column(default=0.5)
    recognisable: Mapped[Recognisable] = mapped_column(default=Recognisable.UNANSWERED)
    # Until when everybody had said yes, as it was noted before there was a register of people.
    consent_until: Mapped[date | None]
    occasion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("occasion.id"), index=True)

    organisation: Mapped[Organisation] = relationship()
    unit: Mapped[Unit | None] = relationship()
    renditions: Mapped[list["Rendition"]] = relationship(back_populates="asset")
    collections: Mapped[list[Collection]] = relationship(
        secondary=collection_asset, order_by=Collection.name
    )
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
    # What a zip file wants to know; none for those made before it was noted.
    checksum: Mapped[int | None] = mapped_column(BigInteger)

    asset: Mapped[Asset] = relationship(back_populates="renditions")


class AssetVersion(Base):
    """An original that another one has taken the place of, kept so that one can go back to it."""

    __tablename__ = "asset_version"

    asset_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("asset.id", ondelete="CASCADE"), index=True
    )
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    original_name: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    checksum: Mapped[str]
    byte_size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    was_merged: Mapped[bool] = mapped_column(default=False)

    replaced_by: Mapped[User | None] = relationship()


class LookAlike(Base):
    """Two pictures of one organisation that look the same, found when the younger one was made."""

    __tablename__ = "look_alike"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    first_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id", ondelete="CASCADE"))
    second_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("asset.id", ondelete="CASCADE"), index=True
    )
    kept_apart: Mapped[bool] = mapped_column(default=False)

    first: Mapped[Asset] = relationship(foreign_keys=first_id)
    second: Mapped[Asset] = relationship(foreign_keys=second_id)


@event.listens_for(Asset, "before_insert")
@event.listens_for(Asset, "before_update")
def _gather_words(_mapper: Any, _connection: Any, asset: Asset) -> None:
    """Keep what is searched beside what is shown: one column, in small letters."""
    said = (asset.alt_da, asset.alt_en, asset.credit, asset.place, asset.original_name)
    tags = (f"#{tag}" for tag in asset.tags or ())
    asset.words = "\n".join(filter(None, (*said, *tags))).casefold()
