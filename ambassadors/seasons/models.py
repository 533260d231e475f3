"""SeasonEnd, ThankYou and Alumnus tables."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Organisation, User
from ambassadors.models import Ambassador, Cohort
from core.db import Base


class SeasonEnd(Base):
    """When a cohort's season was closed, and the thanks that everybody gets in their language."""

    __tablename__ = "season_end"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), unique=True)
    closed_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    thanks_da: Mapped[str] = mapped_column(Text)
    thanks_en: Mapped[str] = mapped_column(Text)

    cohort: Mapped[Cohort] = relationship()


class ThankYou(Base):
    """An ambassador has been thanked: made together with the mail, so there is one of each."""

    __tablename__ = "thank_you"

    ambassador_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("ambassador.id", ondelete="CASCADE"), unique=True
    )

    ambassador: Mapped[Ambassador] = relationship()


class Alumnus(Base):
    """Somebody who has said that an organisation may ask them again, and nothing else of them.

    It outlives their place and their account, for two years or until they take it back.
    """

    __tablename__ = "alumnus"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        CheckConstraint("locale in ('da', 'en')", name="locale_known"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    cohort_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="SET NULL"), index=True
    )
    email: Mapped[str]
    name: Mapped[str]
    locale: Mapped[str]
    said_yes_at: Mapped[datetime]
    asked_again_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    user: Mapped[User | None] = relationship()
    cohort: Mapped[Cohort | None] = relationship()
