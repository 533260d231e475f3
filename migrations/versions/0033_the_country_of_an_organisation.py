"""The country of an organisation

Revision ID: 0033
Revises: 0032

"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("organisation", sa.Column("country", sa.String(), nullable=True))
    op.execute("UPDATE organisation SET country = 'DK'")


def downgrade():
    op.drop_column("organisation", "country")
