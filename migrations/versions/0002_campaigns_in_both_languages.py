"""Campaigns in both languages

What a campaign was called, and why to bother, becomes both its Danish and its English text.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-21 21:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW = {"name_da": "name", "name_en": "name", "pitch_da": "pitch", "pitch_en": "pitch"}


def upgrade():
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        for column in NEW:
            batch_op.add_column(sa.Column(column, sa.String(), nullable=True))
    campaign = sa.table("campaign", *map(sa.column, [*NEW, "name", "pitch"]))
    op.execute(campaign.update().values({new: campaign.c[old] for new, old in NEW.items()}))
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        for column in NEW:
            batch_op.alter_column(column, existing_type=sa.String(), nullable=False)
        batch_op.create_check_constraint(
            op.f("ck_campaign_has_a_name"), "name_da <> \x27\x27 OR name_en <> \x27\x27"
        )
        batch_op.drop_column("name")
        batch_op.drop_column("pitch")


def downgrade():
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pitch", sa.String(), nullable=True))
    campaign = sa.table("campaign", *map(sa.column, [*NEW, "name", "pitch"]))

    def either(field):
        danish, english = campaign.c[f"{field}_da"], campaign.c[f"{field}_en"]
        return sa.case((danish != "", danish), else_=english)

    op.execute(campaign.update().values(name=either("name"), pitch=either("pitch")))
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_campaign_has_a_name"), type_="check")
        batch_op.alter_column("name", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("pitch", existing_type=sa.String(), nullable=False)
        for column in NEW:
            batch_op.drop_column(column)
