"""Measurements of posts, and how they are looked up

Readings of a post, each with its source; who lets their posts be looked up, what is asked next and how
Instagram answered; and the way into the organisation's own account.

Revision ID: 0039
Revises: 0038

"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "instagram_gate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times_closed", sa.Integer(), nullable=False),
        sa.Column("odd_answers", sa.Integer(), nullable=False),
        sa.Column(
            "trouble",
            sa.Enum(
                "off",
                "login_wall",
                "rate_limited",
                "blocked",
                "upstream_changed",
                "network",
                "gone",
                "other_post",
                "token_refused",
                name="trouble",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instagram_gate")),
        sa.UniqueConstraint("name", name=op.f("uq_instagram_gate_name")),
    )
    op.create_table(
        "look_up_stop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_look_up_stop_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_up_stop")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_look_up_stop_organisation_id")),
    )
    op.create_table(
        "own_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_token", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("token_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "trouble",
            sa.Enum(
                "off",
                "login_wall",
                "rate_limited",
                "blocked",
                "upstream_changed",
                "network",
                "gone",
                "other_post",
                "token_refused",
                name="trouble",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_own_account_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_account")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_own_account_organisation_id")),
    )
    op.create_table(
        "look_up_yes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_look_up_yes_ambassador_id_ambassador"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_up_yes")),
        sa.UniqueConstraint("ambassador_id", name=op.f("uq_look_up_yes_ambassador_id")),
    )
    op.create_table(
        "look_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "over", "not_seen", name="lookupstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "trouble",
            sa.Enum(
                "off",
                "login_wall",
                "rate_limited",
                "blocked",
                "upstream_changed",
                "network",
                "gone",
                "other_post",
                "token_refused",
                name="trouble",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_look_up_tries_not_negative")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_look_up_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_up")),
        sa.UniqueConstraint("post_id", name=op.f("uq_look_up_post_id")),
    )
    with op.batch_alter_table("look_up", schema=None) as batch_op:
        batch_op.create_index("ix_look_up_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "by_hand",
                "file",
                "instaloader",
                "own_account",
                name="source",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("likes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=True),
        sa.Column("views", sa.Integer(), nullable=True),
        sa.Column("saves", sa.Integer(), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=True),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.Column("likes_hidden", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proof_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("comments >= 0", name=op.f("ck_measurement_comments_not_negative")),
        sa.CheckConstraint("likes >= 0", name=op.f("ck_measurement_likes_not_negative")),
        sa.CheckConstraint(
            "likes_hidden or likes is not null or comments is not null or views is not null or saves is not null or shares is not null or reach is not null",
            name=op.f("ck_measurement_says_something"),
        ),
        sa.CheckConstraint("reach >= 0", name=op.f("ck_measurement_reach_not_negative")),
        sa.CheckConstraint("saves >= 0", name=op.f("ck_measurement_saves_not_negative")),
        sa.CheckConstraint("shares >= 0", name=op.f("ck_measurement_shares_not_negative")),
        sa.CheckConstraint("views >= 0", name=op.f("ck_measurement_views_not_negative")),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["user_account.id"],
            name=op.f("fk_measurement_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_measurement_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"],
            ["screenshot.id"],
            name=op.f("fk_measurement_proof_id_screenshot"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint(
            "post_id", "source", "taken_at", name=op.f("uq_measurement_post_id_source_taken_at")
        ),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_proof_id"), ["proof_id"], unique=False)


def downgrade():
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_proof_id"))
        batch_op.drop_index(batch_op.f("ix_measurement_by_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("look_up", schema=None) as batch_op:
        batch_op.drop_index("ix_look_up_state_due_at")

    op.drop_table("look_up")
    op.drop_table("look_up_yes")
    op.drop_table("own_account")
    op.drop_table("look_up_stop")
    op.drop_table("instagram_gate")
