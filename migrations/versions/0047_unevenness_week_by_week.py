"""Unevenness, week by week

How unevenly a season is spread is kept for each of its weeks, so that the season before can stand
beside this one. Every season is counted anew soon after, to fill it in.

Revision ID: 0047
Revises: 0046

"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("cohort_week", sa.Column("gini", sa.Double(), nullable=True))
    op.execute(
        sa.text(
            "UPDATE cohort_count SET stale_since = counted_at "
            "WHERE stale_since IS NULL AND counted_at IS NOT NULL"
        )
    )


def downgrade():
    op.drop_column("cohort_week", "gini")
