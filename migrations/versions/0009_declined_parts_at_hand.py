"""Declined parts at hand

An index of the few who have said no to a campaign, so that counting them reads only them.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-21 22:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    declined = sa.text("declined_at IS NOT NULL")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_participation_declined",
            ["campaign_id", "declined_at", "last_active_on"],
            unique=False,
            sqlite_where=declined,
            postgresql_where=declined,
        )


def downgrade():
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index("ix_participation_declined")
