"""InvitationImport and ImportRow tables: a list that was brought in, kept for a day."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit, User
from ambassadors.joining.imports.enums import ImportState, RowFate, UnknownUnits
from ambassadors.models import Cohort
from core.db import Base


class InvitationImport(Base):
    """A list of people to invite to a cohort. Only who brought it in sees it.

    ``columns`` says in which column each thing stands, from zero; ``headings`` is the first row as
    it was. The file itself lies in the storage until everybody is invited or the day is over.
    """

    __tablename__ = "invitation_import"

    cohort_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), index=True
    )
    made_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ImportState] = mapped_column(default=ImportState.READING)
    source_name: Mapped[str] = mapped_column(default="")
    storage_key: Mapped[str]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    headings: Mapped[list[str]] = mapped_column(default=list)
    has_header: Mapped[bool | None]
    unknown_units: Mapped[UnknownUnits] = mapped_column(default=UnknownUnits.BLANK)
    locale: Mapped[str] = mapped_column(default="da")
    problem: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime] = mapped_column(index=True)

    cohort: Mapped[Cohort] = relationship()
    made_by: Mapped[User] = relationship()


class ImportRow(Base):
    """One row of a list that holds anything, with what becomes of it."""

    __tablename__ = "invitation_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index(None, "import_id", "fate", "number"),
    )

    import_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("invitation_import.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    fate: Mapped[RowFate]
    email: Mapped[str]
    name: Mapped[str]
    unit_name: Mapped[str]
    unit_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("unit.id", ondelete="SET NULL"), index=True
    )
    locale: Mapped[str]

    unit: Mapped[Unit | None] = relationship()
