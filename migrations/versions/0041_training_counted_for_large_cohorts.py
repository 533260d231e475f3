"""Training counted for large cohorts

Where people stand and how questions are answered, counted now and then by the worker.

Revision ID: 0041
Revises: 0040

"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "training_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_training_count_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_count")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_training_count_cohort_id")),
    )


def downgrade():
    op.drop_table("training_count")
