"""Portfolio and PortfolioLink tables."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import Ambassador
from core.db import Base


class Portfolio(Base):
    """A public page somebody has asked for. It is never on without their word that they are 18."""

    __tablename__ = "portfolio"
    __table_args__ = (
        CheckConstraint("said_adult_at is not null or not is_on", name="adult_when_on"),
    )

    ambassador_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ambassador.id"), unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    is_on: Mapped[bool] = mapped_column(default=False)
    said_adult_at: Mapped[datetime | None]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    facts: Mapped[list[str]] = mapped_column(default=list)

    ambassador: Mapped[Ambassador] = relationship()
    links: Mapped[list["PortfolioLink"]] = relationship(
        back_populates="portfolio",
        order_by="PortfolioLink.position",
        cascade="all, delete-orphan",
    )


class PortfolioLink(Base):
    """A post somebody wants to show, with their own words about it."""

    __tablename__ = "portfolio_link"
    __table_args__ = (UniqueConstraint("portfolio_id", "position"),)

    portfolio_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portfolio.id", ondelete="CASCADE"))
    position: Mapped[int]
    address: Mapped[str]
    words: Mapped[str]

    portfolio: Mapped[Portfolio] = relationship(back_populates="links")
