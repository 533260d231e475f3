"""Clicks set aside, and how long sign-ups are kept

A burst of clicks can be set aside with a reason. Each event says for how many days those who signed up are
kept; those of before promised 30.

Revision ID: 0042
Revises: 0041

"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NUMBERS = ("link_day", "link_total", "channel_day", "link_quarter")
BOUNDED = "kept_days_bounded"


def upgrade():
    for name in NUMBERS:
        _add(name, "set_aside", sa.Integer(), "0")
    _add("link_quarter", "why", sa.String(), "")
    _add("event", "kept_days", sa.Integer(), "30")
    with op.batch_alter_table("link_quarter") as table:
        table.add_column(sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("set_aside_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_link_quarter_set_aside_by_id_user_account"),
            "user_account",
            ["set_aside_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_link_quarter_set_aside_by_id"), "link_quarter", ["set_aside_by_id"])
    with op.batch_alter_table("event") as table:
        table.create_check_constraint(BOUNDED, "kept_days between 1 and 180")


def _add(name, column, kind, value):
    op.add_column(name, sa.Column(column, kind, nullable=False, server_default=value))
    with op.batch_alter_table(name) as table:
        table.alter_column(column, existing_type=kind, server_default=None)


def downgrade():
    with op.batch_alter_table("event") as table:
        table.drop_constraint(BOUNDED, type_="check")
        table.drop_column("kept_days")
    op.drop_index(op.f("ix_link_quarter_set_aside_by_id"), "link_quarter")
    with op.batch_alter_table("link_quarter") as table:
        table.drop_constraint(op.f("fk_link_quarter_set_aside_by_id_user_account"), type_="foreignkey")
        for column in ("set_aside_by_id", "set_aside_at", "why"):
            table.drop_column(column)
    for name in NUMBERS:
        with op.batch_alter_table(name) as table:
            table.drop_column("set_aside")
