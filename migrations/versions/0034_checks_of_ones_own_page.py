"""Checks of the organisation's own page

Revision ID: 0034
Revises: 0033

"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "page_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "paste", "sheet", "file", "api", "none", name="way", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum("da", "en", name="language", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("followers", sa.Integer(), nullable=True),
        sa.Column("comments_seen", sa.Integer(), nullable=True),
        sa.Column("comments_answered", sa.Integer(), nullable=True),
        sa.Column("campaign_was_running", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "comments_answered <= comments_seen", name=op.f("ck_page_check_answered_within_seen")
        ),
        sa.CheckConstraint(
            "comments_answered >= 0", name=op.f("ck_page_check_answered_not_negative")
        ),
        sa.CheckConstraint("followers >= 0", name=op.f("ck_page_check_followers_not_negative")),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_page_check_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_page_check_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_check")),
    )
    with op.batch_alter_table("page_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_check_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_page_check_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "page_check_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("page_check_id", sa.Uuid(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column(
            "tongue",
            sa.Enum("own", "other", "unclear", name="tongue", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_about_work", sa.Boolean(), nullable=False),
        sa.Column("likes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=True),
        sa.Column(
            "part",
            sa.Enum(
                "author",
                "tagged",
                "mentioned",
                "noted",
                "none",
                name="part",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("comments >= 0", name=op.f("ck_page_check_post_comments_not_negative")),
        sa.CheckConstraint("likes >= 0", name=op.f("ck_page_check_post_likes_not_negative")),
        sa.ForeignKeyConstraint(
            ["page_check_id"],
            ["page_check.id"],
            name=op.f("fk_page_check_post_page_check_id_page_check"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_check_post")),
    )
    with op.batch_alter_table("page_check_post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_page_check_post_page_check_id"), ["page_check_id"], unique=False
        )



def downgrade():
    with op.batch_alter_table("page_check_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_check_post_page_check_id"))

    op.drop_table("page_check_post")
    with op.batch_alter_table("page_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_check_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_page_check_made_by_id"))

    op.drop_table("page_check")
