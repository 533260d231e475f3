"""Applications in their order

Revision ID: 0024
Revises: 0023

"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(
        op.f("ix_application_page_id_applied_at"), "application", ["page_id", "applied_at"]
    )


def downgrade():
    op.drop_index(op.f("ix_application_page_id_applied_at"), table_name="application")
