'''Totals of units

What the ambassadors of one unit brought to a campaign, added up once for those already there.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-21 22:05:00.000000

'''
import uuid
from datetime import UTC, datetime

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

WITH_UNIT, WITHOUT_UNIT = sa.text('unit_id IS NOT NULL'), sa.text('unit_id IS NULL')


def upgrade():
    totals = op.create_table(
        'campaign_unit',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('campaign_id', sa.Uuid(), nullable=False),
        sa.Column('unit_id', sa.Uuid(), nullable=True),
        sa.Column('ambassadors', sa.Integer(), nullable=False),
        sa.Column('conversations', sa.Integer(), nullable=False),
        sa.Column('sign_ups', sa.Integer(), nullable=False),
        sa.Column('confirmed', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_campaign_unit_campaign_id_campaign')),
        sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_campaign_unit_unit_id_unit'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_unit')),
    )
    with op.batch_alter_table('campaign_unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_unit_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_campaign_unit_campaign_id_unit_id', ['campaign_id', 'unit_id'], unique=True, sqlite_where=WITH_UNIT, postgresql_where=WITH_UNIT)
        batch_op.create_index('uq_campaign_unit_without_unit', ['campaign_id'], unique=True, sqlite_where=WITHOUT_UNIT, postgresql_where=WITHOUT_UNIT)
    _add_up(totals)


def _add_up(totals):
    counters = ['conversations', 'sign_ups', 'confirmed']
    keys = [sa.column(name, sa.Uuid()) for name in ('id', 'campaign_id', 'ambassador_id', 'unit_id')]
    part = sa.table('participation', *keys[1:3], *map(sa.column, counters))
    person = sa.table('ambassador', keys[0], keys[3])
    found = op.get_bind().execute(
        sa.select(
            part.c.campaign_id,
            person.c.unit_id,
            sa.func.count().label('ambassadors'),
            *(sa.func.sum(part.c[name]).label(name) for name in counters),
        )
        .join_from(part, person, person.c.id == part.c.ambassador_id)
        .group_by(part.c.campaign_id, person.c.unit_id)
    )
    now = datetime.now(UTC)
    rows = [{**row, 'id': uuid.uuid4(), 'created_at': now} for row in found.mappings()]
    op.bulk_insert(totals, rows)


def downgrade():
    op.drop_table('campaign_unit')
