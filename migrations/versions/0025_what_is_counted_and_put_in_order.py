"""What is counted and put in order

Revision ID: 0025
Revises: 0024

"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_index(op.f("ix_quiz_attempt_module_id"), table_name="quiz_attempt")
    op.create_index(
        op.f("ix_quiz_attempt_module_id_ambassador_id_created_at"),
        "quiz_attempt",
        ["module_id", "ambassador_id", "created_at"],
    )
    op.drop_index(op.f("ix_application_page_id_state"), table_name="application")
    op.create_index(
        "ix_application_counted",
        "application",
        ["page_id", "state", "is_shortlisted", "erased_at", "applied_at", "id"],
    )
    op.drop_index(op.f("ix_application_page_id_applied_at"), table_name="application")
    op.create_index(
        "ix_application_in_order",
        "application",
        ["page_id", "applied_at", "id", "state", "erased_at"],
    )


def downgrade():
    op.drop_index("ix_application_in_order", table_name="application")
    op.create_index(
        op.f("ix_application_page_id_applied_at"), "application", ["page_id", "applied_at"]
    )
    op.drop_index("ix_application_counted", table_name="application")
    op.create_index(op.f("ix_application_page_id_state"), "application", ["page_id", "state"])
    op.drop_index(
        op.f("ix_quiz_attempt_module_id_ambassador_id_created_at"), table_name="quiz_attempt"
    )
    op.create_index(op.f("ix_quiz_attempt_module_id"), "quiz_attempt", ["module_id"])
