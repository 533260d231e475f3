"""Rows of lists without an index nobody uses

Revision ID: 0037
Revises: 0036

"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

INDEX = "ix_outcome_import_row_participation_id"


def upgrade():
    op.drop_index(INDEX, table_name="outcome_import_row")


def downgrade():
    op.create_index(INDEX, "outcome_import_row", ["participation_id"])
