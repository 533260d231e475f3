"""Loans of pictures

How long an ambassador lends a picture stands on the picture itself, apart from any licence, so that
nobody but her makes it longer. She is asked once whether the loan goes on.

Revision ID: 0030
Revises: 0029
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

asset = sa.table(
    "asset",
    sa.column("id", sa.Uuid()),
    sa.column("lent_until", sa.Date()),
    sa.column("licence_until", sa.Date()),
)
contribution = sa.table(
    "contribution",
    sa.column("id", sa.Uuid()),
    sa.column("state", sa.String()),
    sa.column("licensed_until", sa.Date()),
    sa.column("revoked_at", sa.DateTime(timezone=True)),
)
picture = sa.table(
    "contributed_picture",
    sa.column("contribution_id", sa.Uuid()),
    sa.column("asset_id", sa.Uuid()),
)


def upgrade() -> None:
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lent_until", sa.Date(), nullable=True))
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("renewal_asked_at", sa.DateTime(timezone=True), nullable=True)
        )
    for row in _loans():
        ends = row.licensed_until
        if row.revoked_at is not None:
            ends = min(ends, row.revoked_at.date() - timedelta(days=1))
        _change(row.asset_id, lent_until=ends, licence_until=None)


def downgrade() -> None:
    lent = sa.select(asset.c.id, asset.c.lent_until).where(asset.c.lent_until.is_not(None))
    for row in op.get_bind().execute(lent).all():
        _change(row.id, licence_until=row.lent_until)
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("renewal_asked_at")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_column("lent_until")


def _loans() -> list[sa.Row]:
    """Return the pictures that are lent or were taken back, with their loans."""
    wanted = (
        sa.select(picture.c.asset_id, contribution.c.licensed_until, contribution.c.revoked_at)
        .join(picture, picture.c.contribution_id == contribution.c.id)
        .where(contribution.c.state.in_(["accepted", "revoked"]))
    )
    return list(op.get_bind().execute(wanted).all())


def _change(asset_id: object, **values: object) -> None:
    op.get_bind().execute(sa.update(asset).where(asset.c.id == asset_id).values(**values))
