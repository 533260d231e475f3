"""What is looked up by address

Revision ID: 0023
Revises: 0022

"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FAILED = sa.text("error IS NOT NULL")
BY_ADDRESS = {"invitation": "email", "application": "email", "outgoing_mail": "recipient"}


def upgrade():
    for table, column in BY_ADDRESS.items():
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        "ix_job_failures", "job", ["state"], sqlite_where=FAILED, postgresql_where=FAILED
    )


def downgrade():
    op.drop_index("ix_job_failures", table_name="job")
    for table, column in BY_ADDRESS.items():
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
