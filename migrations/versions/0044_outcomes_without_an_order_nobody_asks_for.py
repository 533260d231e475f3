"""Outcomes without an order nobody asks for

Outcomes are listed across the goals of a campaign, where an order inside each goal is no help.

Revision ID: 0044
Revises: 0043

"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

NAME = "ix_outcome_goal_id_happened_at"


def upgrade():
    op.drop_index(NAME, table_name="outcome")


def downgrade():
    op.create_index(NAME, "outcome", ["goal_id", "happened_at", "id"])
