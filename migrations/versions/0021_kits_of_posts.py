"""Kits of posts

A logged post remembers the kit it was made from, where that is known.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kit_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_post_kit_id_kit"), "kit", ["kit_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(batch_op.f("ix_post_kit_id"), ["kit_id"])


def downgrade() -> None:
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_kit_id"))
        batch_op.drop_constraint(batch_op.f("fk_post_kit_id_kit"), type_="foreignkey")
        batch_op.drop_column("kit_id")
