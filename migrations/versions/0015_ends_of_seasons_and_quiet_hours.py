"""Ends of seasons and quiet hours

When a season was closed, who has been thanked and who may be asked again; the languages an
ambassador tells in, her quiet hours and how she wants her mail. Those who have joined get what
everybody begins with.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-21 23:01:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

DIGEST = sa.Enum("at_once", "weekly", "needed", name="maildigest", native_enum=False, length=32)
BEGINS_WITH = {"tells_in": "[]", "quiet_from": "21", "quiet_until": "7", "mail_digest": "at_once"}
TYPES = {
    "tells_in": sa.JSON(),
    "quiet_from": sa.Integer(),
    "quiet_until": sa.Integer(),
    "mail_digest": DIGEST,
}


def upgrade():
    with op.batch_alter_table("ambassador", schema=None) as batch_op:
        for name, value in BEGINS_WITH.items():
            batch_op.add_column(
                sa.Column(name, TYPES[name], nullable=False, server_default=value)
            )
        batch_op.add_column(
            sa.Column("digest_sent_at", sa.DateTime(timezone=True), nullable=True)
        )
        for name in ("quiet_from", "quiet_until"):
            batch_op.create_check_constraint(
                op.f(f"ck_ambassador_{name}_hour"), f"{name} between 0 and 23"
            )
    with op.batch_alter_table("ambassador", schema=None) as batch_op:
        for name in BEGINS_WITH:
            batch_op.alter_column(name, existing_type=TYPES[name], server_default=None)
    op.create_table(
        "season_end",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanks_da", sa.Text(), nullable=False),
        sa.Column("thanks_en", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_season_end_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_end")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_season_end_cohort_id")),
    )
    op.create_table(
        "thank_you",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_thank_you_ambassador_id_ambassador"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thank_you")),
        sa.UniqueConstraint("ambassador_id", name=op.f("uq_thank_you_ambassador_id")),
    )
    op.create_table(
        "alumnus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("said_yes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("locale in ('da', 'en')", name=op.f("ck_alumnus_locale_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_alumnus_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_alumnus_user_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_alumnus_cohort_id_cohort"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alumnus")),
        sa.UniqueConstraint(
            "organisation_id", "email", name=op.f("uq_alumnus_organisation_id_email")
        ),
    )
    with op.batch_alter_table("alumnus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alumnus_user_id"), ["user_id"])
        batch_op.create_index(batch_op.f("ix_alumnus_cohort_id"), ["cohort_id"])


def downgrade():
    op.drop_table("alumnus")
    op.drop_table("thank_you")
    op.drop_table("season_end")
    with op.batch_alter_table("ambassador", schema=None) as batch_op:
        for name in ("quiet_from", "quiet_until"):
            batch_op.drop_constraint(op.f(f"ck_ambassador_{name}_hour"), type_="check")
        batch_op.drop_column("digest_sent_at")
        for name in reversed(BEGINS_WITH):
            batch_op.drop_column(name)
