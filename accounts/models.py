"""Tables of organisations, people, how they get in, machines' keys and the audit trail."""

import uuid
from datetime import datetime
from typing import Any

from flask_security import UserMixin
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    Uuid,
    column,
    func,
    select,
    table,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from accounts.enums import LinkPurpose, Role, TokenScope
from core.db import Base, utcnow


class Organisation(Base):
    """The municipality, university, federation or company. Everything else belongs to one."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("locale in ('da', 'en')", name="locale_known"),
        CheckConstraint("minimum_age between 13 and 18", name="minimum_age_range"),
        CheckConstraint("retention_months between 1 and 60", name="retention_months_range"),
        CheckConstraint("sign_ups_kept_days between 1 and 180", name="sign_ups_kept_days_range"),
    )

    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    brand_colour: Mapped[str] = mapped_column(default="#14594f")
    locale: Mapped[str] = mapped_column(default="da")
    timezone: Mapped[str] = mapped_column(default="Europe/Copenhagen")
    contact: Mapped[str] = mapped_column(default="")
    accessibility_url: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None] = mapped_column(default="DK")  # empty: one we know no age of
    minimum_age: Mapped[int] = mapped_column(default=15)
    allowed_hosts: Mapped[list[str]] = mapped_column(default=list)
    # How long after a season its people stay, where a cohort does not say otherwise.
    retention_months: Mapped[int] = mapped_column(default=6)
    # How many days after an event its guests are kept, where the event does not say otherwise.
    sign_ups_kept_days: Mapped[int] = mapped_column(default=30)
    # What the organisation calls an ambassador and a cohort, by "ambassador_da" and the like.
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    welcome_da: Mapped[str] = mapped_column(default="")
    welcome_en: Mapped[str] = mapped_column(default="")
    mail_footer_da: Mapped[str] = mapped_column(default="")
    mail_footer_en: Mapped[str] = mapped_column(default="")
    # The logo as it may be shown; until the worker has made that, only the original is there.
    logo_key: Mapped[str | None]
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    logo_original_key: Mapped[str | None]
    logo_refusal: Mapped[str] = mapped_column(default="")

    units: Mapped[list["Unit"]] = relationship(back_populates="organisation")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")


class FormerSlug(Base):
    """A name an organisation had in addresses before; it still leads to it and to nobody else."""

    __tablename__ = "former_slug"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)

    organisation: Mapped[Organisation] = relationship()


_above = table("unit", column("id", Uuid()), column("name")).alias("unit_above")


class Unit(Base):
    """An area, campus, department or club inside an organisation; an area may hold others."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column()
    # Its place among those beside it.
    position: Mapped[int] = mapped_column(default=0)
    # "Area › Unit", or only the name: as it stands in the database.
    path: Mapped[str] = column_property(
        func.coalesce(
            select(_above.c.name + " › ").where(_above.c.id == parent_id).scalar_subquery(), ""
        )
        + name
    )

    organisation: Mapped[Organisation] = relationship(back_populates="units")


class User(Base, UserMixin):  # type: ignore[misc]  # both name an id; ours is a UUID
    """Somebody who can sign in. Ambassadors and staff alike; one person, one address."""

    __tablename__ = "user_account"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        Index("ix_user_account_name", "name", "id"),
    )

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    locale: Mapped[str] = mapped_column(default="da")
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Flask-Security's session key: a new value signs the person out everywhere.
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=lambda: uuid.uuid4().hex)
    last_sign_in_at: Mapped[datetime | None]
    # Since when signing in takes a second step; None while a password alone is enough.
    second_step_since: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", foreign_keys="Membership.user_id"
    )

    @property
    def roles(self) -> list[str]:  # type: ignore[override]  # see the docstring
        """Answer Flask-Security, whose global roles we do not use: ours belong to organisations."""
        return []

    @property
    def first_name(self) -> str:
        """The name to greet with."""
        return self.name.split(" ", 1)[0]


# The units whose results a reader may read; a reader without any reads all of them.
membership_unit = Table(
    "membership_unit",
    Base.metadata,
    Column("membership_id", ForeignKey("membership.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Membership(Base):
    """One role of one person in one organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organisation_id", "user_id", "role"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Role]
    # What whoever offered the role called the person; empty once it is accepted. Until then it
    # gives no access, and the organisation learns nothing about who is behind the address.
    offered_to: Mapped[str] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(back_populates="memberships", foreign_keys=[user_id])
    units: Mapped[list[Unit]] = relationship(secondary=membership_unit, order_by=Unit.name)


class WelcomeLink(Base):
    """A one-time link with which somebody new sets their first password. Only its hash is kept."""

    __tablename__ = "welcome_link"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class OneTimeLink(Base):
    """A mailed link that works once, soon and for one purpose. Only its hash is kept."""

    __tablename__ = "one_time_link"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    new_email: Mapped[str] = mapped_column(default="")
    next_page: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship()


class UserSession(Base):
    """One device on which somebody is signed in. Without its row a cookie opens nothing."""

    __tablename__ = "user_session"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[str] = mapped_column(unique=True)
    # As the browser called itself at sign-in, in two words; no address is kept.
    browser: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    last_seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User] = relationship()


class ApiToken(Base):
    """A machine's key to the API. Only the hash is kept."""

    __tablename__ = "api_token"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scope: Mapped[TokenScope]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class AuditEvent(Base):
    """Who did what, when. Append-only; each row carries the hash of the one before it."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("organisation_id", "position"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str]
    # A digest of the actor's id, so the chain still holds when the person is erased.
    actor_digest: Mapped[str] = mapped_column(default="")
    subject_type: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The chain holds a salted digest of what changed, so a name in it can be taken out later.
    changes_salt: Mapped[str] = mapped_column(default="")
    changes_digest: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[str]
    hash: Mapped[str]

    actor: Mapped[User | None] = relationship()
