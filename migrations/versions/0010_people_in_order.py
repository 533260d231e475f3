"""People in order

Indexes for a cohort's list: names in order, who is in, and which pauses have not ended.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-21 22:25:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEXES = {
    "user_account": ("ix_user_account_name", ["name", "id"]),
    "ambassador": ("ix_ambassador_cohort_status", ["cohort_id", "erased_at", "status", "unit_id"]),
    "pause": ("ix_pause_ends_on", ["ends_on"]),
}


def upgrade():
    for table, (name, columns) in INDEXES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(name, columns, unique=False)


def downgrade():
    for table, (name, _columns) in INDEXES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(name)
