"""Larger pieces

Files are sent in larger pieces. What was on its way in smaller ones begins again; the pieces that
are stored go with the daily sweep.

Revision ID: 0049
Revises: 0048

"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.text("DELETE FROM arrival WHERE ended_at IS NULL"))


def downgrade():
    upgrade()
