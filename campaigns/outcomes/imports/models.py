"""OutcomeImport and OutcomeImportRow tables: a list that was brought in, and its rows."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from campaigns.models import Goal, Participation
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.enums import ListState, RowFate
from core.db import Base


class OutcomeImport(Base):
    """A list of outcomes towards a goal. It stays, as what its outcomes came from.

    ``columns`` says in which column each thing stands, from zero; ``headings`` is the first row.
    ``counts`` is how many rows met each fate, kept when the rows are forgotten at ``expires_at``.
    """

    __tablename__ = "outcome_import"

    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[ListState] = mapped_column(default=ListState.READING)
    source_name: Mapped[str] = mapped_column(default="")
    storage_key: Mapped[str]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    headings: Mapped[list[str]] = mapped_column(default=list)
    has_header: Mapped[bool | None]
    default_stage: Mapped[Stage] = mapped_column(default=Stage.SIGNED_UP)
    problem: Mapped[str] = mapped_column(default="")
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    goal: Mapped[Goal] = relationship()
    made_by: Mapped[User | None] = relationship(foreign_keys=[made_by_id])
    undone_by: Mapped[User | None] = relationship(foreign_keys=[undone_by_id])


class OutcomeImportRow(Base):
    """One row of a list: its number, code, status and date. Names and the like are never kept."""

    __tablename__ = "outcome_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index(None, "import_id", "fate", "number"),
    )

    import_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("outcome_import.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    fate: Mapped[RowFate]
    reference: Mapped[str]
    code: Mapped[str]
    status: Mapped[str]
    date: Mapped[str]
    participation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("participation.id"))
    stage: Mapped[Stage | None]
    told_at: Mapped[datetime | None]

    participation: Mapped[Participation | None] = relationship()
