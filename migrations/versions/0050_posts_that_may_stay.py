"""Posts that may stay

When those in a picture say yes again, nobody is asked any more to remove a post with it: that is
settled, and dated as an answer is. Going back, it is an open question again.

Revision ID: 0050
Revises: 0049

"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

REOPEN = sa.text(
    "UPDATE post_removal SET answered_at = NULL,"
    " state = CASE WHEN escalated_at IS NULL THEN 'asked' ELSE 'escalated' END"
    " WHERE state = 'may_stay'"
)


def upgrade():
    _date("'removed', 'clear', 'may_stay'")


def downgrade():
    op.execute(REOPEN)
    _date("'removed', 'clear'")


def _date(states: str) -> None:
    """Have exactly the rows in these states say when they were settled."""
    with op.batch_alter_table("post_removal") as table:
        table.drop_constraint(op.f("ck_post_removal_answer_is_dated"), type_="check")
        table.create_check_constraint(
            op.f("ck_post_removal_answer_is_dated"),
            f"(state in ({states})) = (answered_at is not null)",
        )
