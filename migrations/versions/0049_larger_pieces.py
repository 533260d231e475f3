"""Larger pieces

Files are sent in larger pieces, and the checksum of one that is a single piece is kept. What was on
its way in smaller ones begins again; the pieces that are stored go with the daily sweep.

Revision ID: 0049
Revises: 0048

"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("DELETE FROM arrival WHERE ended_at IS NULL")


def upgrade():
    op.execute(UNFINISHED)
    with op.batch_alter_table("arrival") as table:
        table.add_column(sa.Column("checksum", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("arrival") as table:
        table.alter_column("checksum", existing_type=sa.String(), server_default=None)


def downgrade():
    op.execute(UNFINISHED)
    with op.batch_alter_table("arrival") as table:
        table.drop_column("checksum")
