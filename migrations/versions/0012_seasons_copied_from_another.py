"""Seasons copied from another

A cohort says which one it was copied from.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-21 22:56:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copied_from_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_cohort_copied_from_id"), ["copied_from_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_cohort_copied_from_id_cohort"),
            "cohort",
            ["copied_from_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade():
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_cohort_copied_from_id_cohort"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_cohort_copied_from_id"))
        batch_op.drop_column("copied_from_id")
