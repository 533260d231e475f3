"""Occasion, Person, PersonLink, PersonInAsset and Consent tables."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, Unit
from core.db import Base
from media.library.people.enums import ConsentScope, GivenBy

if TYPE_CHECKING:
    from media.library.models import Asset


class Occasion(Base):
    """What pictures were taken at or for, so that somebody can say yes to all of them at once."""

    __tablename__ = "occasion"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]


class Person(Base):
    """Somebody who can be recognised in pictures; they need no account.

    ``asked_…`` is the latest question they were sent, with what it asked for.
    """

    __tablename__ = "pictured_person"
    __table_args__ = (Index(None, "organisation_id", "name"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    locale: Mapped[str] = mapped_column(default="da")
    birth_year: Mapped[int | None]
    guardian_name: Mapped[str] = mapped_column(default="")
    guardian_email: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    asked_channels: Mapped[list[str]] = mapped_column(default=list)
    asked_until: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship()
    unit: Mapped[Unit | None] = relationship()
    appearances: Mapped[list["PersonInAsset"]] = relationship(
        back_populates="person", passive_deletes=True
    )
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="person",
        order_by="Consent.given_at.desc(), Consent.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class PersonLink(Base):
    """A way to somebody's own page. Each works until the address it went to is changed."""

    __tablename__ = "pictured_person_link"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("pictured_person.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    is_guardian: Mapped[bool] = mapped_column(default=False)
    was_shown: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()


class Consent(Base):
    """A yes: for which pictures and channels, until when, and how it was given.

    What a picture rests on is its mark's ``consent``. A newer yes takes an older one's place.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(
            "scope != 'occasion' or occasion_id is not null", name="scope_has_occasion"
        ),
        Index(None, "until"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("pictured_person.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[ConsentScope] = mapped_column(default=ConsentScope.PICTURES)
    occasion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("occasion.id"), index=True)
    channels: Mapped[list[str]] = mapped_column(default=list)
    until: Mapped[date]
    given_by: Mapped[GivenBy]
    given_at: Mapped[datetime]
    guardian_name: Mapped[str] = mapped_column(default="")
    text_version: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="da")
    proof_key: Mapped[str | None]
    proof_mimetype: Mapped[str | None]
    proof_byte_size: Mapped[int | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    withdrawn_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="consents")
    occasion: Mapped[Occasion | None] = relationship()


class PersonInAsset(Base):
    """Somebody who can be recognised in a picture, named or not, with the place where they are."""

    __tablename__ = "person_in_asset"
    __table_args__ = (
        UniqueConstraint("asset_id", "person_id"),
        CheckConstraint("(x is null) = (y is null)", name="place_whole"),
        CheckConstraint("x between 0 and 1 and y between 0 and 1", name="place_inside"),
    )

    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("asset.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("pictured_person.id", ondelete="SET NULL"), index=True
    )
    consent_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("consent.id", ondelete="SET NULL"), index=True
    )
    x: Mapped[float | None]
    y: Mapped[float | None]
    refused_at: Mapped[datetime | None]

    asset: Mapped["Asset"] = relationship(back_populates="people")
    person: Mapped[Person | None] = relationship(back_populates="appearances")
    consent: Mapped[Consent | None] = relationship(lazy="joined")
