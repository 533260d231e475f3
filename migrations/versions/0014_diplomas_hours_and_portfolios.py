"""Diplomas, hours and portfolios

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("counts_hours", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.alter_column("counts_hours", server_default=None)
    op.create_table(
        "diploma",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "name_shown",
            sa.Enum("nothing", "first", "full", name="nameshown", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("learned", sa.JSON(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name=op.f("fk_diploma_ambassador_id_ambassador")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"],
            ["user_account.id"],
            name=op.f("fk_diploma_issued_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diploma")),
    )
    with op.batch_alter_table("diploma", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_diploma_ambassador_id"), ["ambassador_id"])
        batch_op.create_index(batch_op.f("ix_diploma_issued_by_id"), ["issued_by_id"])
        batch_op.create_index(
            "uq_diploma_standing",
            ["ambassador_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
    op.create_table(
        "hours_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "quarters between 1 and 96", name=op.f("ck_hours_entry_within_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_hours_entry_ambassador_id_ambassador"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_entry")),
    )
    with op.batch_alter_table("hours_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hours_entry_ambassador_id_day"), ["ambassador_id", "day"]
        )
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("said_adult_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "said_adult_at is not null or not is_on", name=op.f("ck_portfolio_adult_when_on")
        ),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_portfolio_ambassador_id_ambassador"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
        sa.UniqueConstraint("ambassador_id", name=op.f("uq_portfolio_ambassador_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_portfolio_slug")),
    )
    op.create_table(
        "portfolio_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("portfolio_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_portfolio_link_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_link")),
        sa.UniqueConstraint(
            "portfolio_id", "position", name=op.f("uq_portfolio_link_portfolio_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("portfolio_link")
    op.drop_table("portfolio")
    op.drop_table("hours_entry")
    op.drop_table("diploma")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_column("counts_hours")
