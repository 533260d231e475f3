"""How long sign-ups are kept, by default

An organisation says for how many days its new events keep their guests. Until now every event began with 30.

Revision ID: 0046
Revises: 0045

"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

COLUMN, RANGE = "sign_ups_kept_days", "sign_ups_kept_days_range"


def upgrade():
    op.add_column("organisation", sa.Column(COLUMN, sa.Integer(), nullable=True))
    op.execute(sa.text("UPDATE organisation SET sign_ups_kept_days = 30"))
    with op.batch_alter_table("organisation") as table:
        table.alter_column(COLUMN, existing_type=sa.Integer(), nullable=False)
        table.create_check_constraint(RANGE, "sign_ups_kept_days between 1 and 180")


def downgrade():
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint(RANGE, type_="check")
        table.drop_column(COLUMN)
