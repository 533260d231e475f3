"""Places of badges in status lists

Revision ID: 0022
Revises: 0021

"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

SIZE = 131_072
diploma = sa.table("diploma", sa.column("id", sa.Uuid()), sa.column("status_index", sa.Integer()))


def upgrade():
    with op.batch_alter_table("diploma", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status_index", sa.Integer(), nullable=True))
    deal_places(op.get_bind())
    with op.batch_alter_table("diploma", schema=None) as batch_op:
        batch_op.alter_column("status_index", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_diploma_status_index"), ["status_index"])


def deal_places(connection):
    """Give each diploma that is there a place of its own, at random."""
    ids = list(connection.scalars(sa.select(diploma.c.id)))
    places = secrets.SystemRandom().sample(range((2 * len(ids) // SIZE + 1) * SIZE), len(ids))
    for row_id, place in zip(ids, places, strict=True):
        connection.execute(
            sa.update(diploma).where(diploma.c.id == row_id).values(status_index=place)
        )


def downgrade():
    with op.batch_alter_table("diploma", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_diploma_status_index"), type_="unique")
        batch_op.drop_column("status_index")
