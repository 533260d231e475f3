"""goals, campaigns and what they cost

Kinds of outcome an organisation adds itself, goals that end, units a campaign is for, and costs.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OURS, THEIRS = sa.text("own_kind_id IS NULL"), sa.text("own_kind_id IS NOT NULL")


def upgrade():
    op.create_table(
        "own_kind",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name_da", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name_da <> '' OR name_en <> ''", name=op.f("ck_own_kind_has_a_name")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_own_kind_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_kind")),
    )
    op.create_index(op.f("ix_own_kind_organisation_id"), "own_kind", ["organisation_id"])
    op.create_table(
        "campaign_scope",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_campaign_scope_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_campaign_scope_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "unit_id", name=op.f("pk_campaign_scope")),
    )
    op.create_index(op.f("ix_campaign_scope_unit_id"), "campaign_scope", ["unit_id"])
    op.create_table(
        "cost",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("quarters", sa.Integer(), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(amount IS NULL) <> (quarters IS NULL)", name=op.f("ck_cost_money_or_hours")
        ),
        sa.CheckConstraint(
            "rate IS NULL OR quarters IS NOT NULL", name=op.f("ck_cost_rate_of_hours")
        ),
        sa.CheckConstraint(
            "amount > 0 AND quarters IS NULL OR quarters > 0", name=op.f("ck_cost_positive")
        ),
        sa.CheckConstraint("rate IS NULL OR rate > 0", name=op.f("ck_cost_rate_positive")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_cost_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost")),
    )
    op.create_index(op.f("ix_cost_campaign_id"), "cost", ["campaign_id"])
    op.create_index(
        "ix_campaign_organisation_id_starts_on",
        "campaign",
        ["organisation_id", "starts_on", "id"],
    )
    op.create_index("ix_campaign_status_ends_on", "campaign", ["status", "ends_on"])
    op.add_column("participation", sa.Column("own_step", sa.String(length=32), nullable=True))

    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_kind_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("is_collective", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE goal SET is_collective = true"))
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.alter_column("is_collective", existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_goal_campaign_id_outcome_kind"), type_="unique")
        batch_op.create_foreign_key(
            batch_op.f("fk_goal_own_kind_id_own_kind"), "own_kind", ["own_kind_id"], ["id"]
        )
        batch_op.create_check_constraint(
            "own_is_named", "(outcome_kind = 'own') = (own_kind_id IS NOT NULL)"
        )
        batch_op.create_index(batch_op.f("ix_goal_own_kind_id"), ["own_kind_id"])
    for name, columns, where in (
        ("uq_goal_campaign_id_outcome_kind", ["campaign_id", "outcome_kind"], OURS),
        ("uq_goal_campaign_id_own_kind_id", ["campaign_id", "own_kind_id"], THEIRS),
    ):
        op.create_index(
            name, "goal", columns, unique=True, sqlite_where=where, postgresql_where=where
        )


def downgrade():
    # A goal of an own kind has no word to go back to; what it counted goes with it.
    own = "goal_id IN (SELECT id FROM goal WHERE outcome_kind = 'own')"
    for table in ("outcome", "goal_source"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE {own}"))  # noqa: S608 -- our own words
    op.execute(sa.text("DELETE FROM goal WHERE outcome_kind = 'own'"))
    op.execute(sa.text("UPDATE campaign SET status = 'closed' WHERE status = 'archived'"))
    op.drop_index("uq_goal_campaign_id_own_kind_id", table_name="goal")
    op.drop_index("uq_goal_campaign_id_outcome_kind", table_name="goal")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_own_kind_id"))
        batch_op.drop_constraint(batch_op.f("ck_goal_own_is_named"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_goal_own_kind_id_own_kind"), type_="foreignkey")
        batch_op.create_unique_constraint(
            batch_op.f("uq_goal_campaign_id_outcome_kind"), ["campaign_id", "outcome_kind"]
        )
        for name in ("ended_at", "is_collective", "own_kind_id"):
            batch_op.drop_column(name)
    op.drop_column("participation", "own_step")
    op.drop_index("ix_campaign_status_ends_on", table_name="campaign")
    op.drop_index("ix_campaign_organisation_id_starts_on", table_name="campaign")
    op.drop_table("cost")
    op.drop_table("campaign_scope")
    op.drop_table("own_kind")
