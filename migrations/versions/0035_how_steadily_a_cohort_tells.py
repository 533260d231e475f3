"""How steadily a cohort tells

Revision ID: 0035
Revises: 0034

"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def numbers(*names):
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def of_a_cohort(table, *columns):
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        *columns,
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f(f"fk_{table}_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade():
    of_a_cohort(
        "cohort_day",
        sa.Column("day", sa.Date(), nullable=False),
        *numbers("posts", "conversations"),
        sa.UniqueConstraint("cohort_id", "day", name=op.f("uq_cohort_day_cohort_id_day")),
    )
    of_a_cohort(
        "cohort_week",
        sa.Column("monday", sa.Date(), nullable=False),
        *numbers("people", "resting", "active", "recent", "expected", "kept"),
        *numbers("so_far", "top_three"),
        sa.UniqueConstraint("cohort_id", "monday", name=op.f("uq_cohort_week_cohort_id_monday")),
    )
    of_a_cohort(
        "cohort_unit",
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        *numbers("people", "resting", "active", "expected", "kept"),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_cohort_unit_unit_id_unit"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_cohort_unit_unit_id"), "cohort_unit", ["unit_id"])
    op.create_index(
        "uq_cohort_unit_cohort_id_unit_id",
        "cohort_unit",
        ["cohort_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NOT NULL"),
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_cohort_unit_without_unit",
        "cohort_unit",
        ["cohort_id"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NULL"),
        postgresql_where=sa.text("unit_id IS NULL"),
    )
    of_a_cohort(
        "cohort_count",
        sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        *numbers("people", "resting", "active", "thriving", "quiet"),
        sa.Column("people_by_deeds", sa.JSON(), nullable=False),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_cohort_count_cohort_id")),
    )
    op.create_index("ix_cohort_count_stale_since", "cohort_count", ["stale_since"])


def downgrade():
    for table in ("cohort_count", "cohort_unit", "cohort_week", "cohort_day"):
        op.drop_table(table)
