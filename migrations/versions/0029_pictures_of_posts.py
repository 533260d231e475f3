"""Pictures of posts

A logged post remembers which of the kit's pictures it shows, where its author says so. Whoever is
asked about a post is then told so, and when they answered is named for what it is.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_picture",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["asset.id"],
            name=op.f("fk_post_picture_asset_id_asset"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["post.id"],
            name=op.f("fk_post_picture_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "asset_id", name=op.f("pk_post_picture")),
    )
    op.create_index(op.f("ix_post_picture_asset_id"), "post_picture", ["asset_id"])
    _date_answers("removed_at", "answered_at")
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_post_removal_answer_is_dated"),
            "(state in ('removed', 'clear')) = (answered_at is not null)",
        )
        batch_op.add_column(
            sa.Column("shows", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.alter_column("shows", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.drop_column("shows")
    _date_answers("answered_at", "removed_at")
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_post_removal_removed_is_dated"),
            "state != 'removed' or removed_at is not null",
        )
    op.drop_index(op.f("ix_post_picture_asset_id"), table_name="post_picture")
    op.drop_table("post_picture")


def _date_answers(before: str, after: str) -> None:
    """Call the time of an answer something else; what is checked of it is written anew."""
    check = {"removed_at": "removed_is_dated", "answered_at": "answer_is_dated"}[before]
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_post_removal_{check}"), type_="check")
        batch_op.add_column(sa.Column(after, sa.DateTime(timezone=True), nullable=True))
    rows = sa.table("post_removal", sa.column(before), sa.column(after))
    op.execute(sa.update(rows).values({after: rows.c[before]}))
    with op.batch_alter_table("post_removal", schema=None) as batch_op:
        batch_op.drop_column(before)
