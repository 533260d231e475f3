"""Papers take up room

How much a signed paper takes up is kept, so that it counts; earlier ones are measured at night.

Revision ID: 0045
Revises: 0044

"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("consent", sa.Column("proof_byte_size", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("consent") as table:
        table.drop_column("proof_byte_size")
