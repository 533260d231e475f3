"""Lists of people to invite

What is brought in waits for a yes in two tables of its own; an invitation knows who asked for it and
when its mail was made. Those already there were sent when they were made.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-21 22:37:51.566297

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('invitation_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cohort_id', sa.Uuid(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('reading', 'unreadable', 'ready', 'inviting', 'stopped', 'done', name='importstate', native_enum=False, length=32), nullable=False),
    sa.Column('source_name', sa.String(), nullable=False),
    sa.Column('storage_key', sa.String(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('has_header', sa.Boolean(), nullable=True),
    sa.Column('unknown_units', sa.Enum('blank', 'skip', name='unknownunits', native_enum=False, length=32), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_invitation_import_cohort_id_cohort'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['user_account.id'], name=op.f('fk_invitation_import_made_by_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_import'))
    )
    with op.batch_alter_table('invitation_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_import_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_import_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_import_made_by_id'), ['made_by_id'], unique=False)

    op.create_table('invitation_import_row',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('fate', sa.Enum('invite', 'invited', 'unknown_unit', 'already_invited', 'already_ambassador', 'double', 'no_address', 'not_an_address', 'name_too_long', name='rowfate', native_enum=False, length=32), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('unit_name', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['invitation_import.id'], name=op.f('fk_invitation_import_row_import_id_invitation_import'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_invitation_import_row_unit_id_unit'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_import_row')),
    sa.UniqueConstraint('import_id', 'number', name=op.f('uq_invitation_import_row_import_id_number'))
    )
    with op.batch_alter_table('invitation_import_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_import_row_import_id_fate_number'), ['import_id', 'fate', 'number'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_import_row_unit_id'), ['unit_id'], unique=False)

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_by_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('times_sent', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_invitation_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_cohort_id_created_at_id'), ['cohort_id', 'created_at', 'id'], unique=False)
        batch_op.create_index('ix_invitation_unsent', ['cohort_id', 'sent_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_invitation_asked_by_id_user_account'), 'user_account', ['asked_by_id'], ['id'], ondelete='SET NULL')
    op.execute(sa.text("UPDATE invitation SET sent_at = created_at, times_sent = 1"))
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.alter_column('times_sent', existing_type=sa.Integer(), nullable=False)


def downgrade():
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_invitation_asked_by_id_user_account'), type_='foreignkey')
        batch_op.drop_index('ix_invitation_unsent')
        batch_op.drop_index(batch_op.f('ix_invitation_cohort_id_created_at_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_asked_by_id'))
        batch_op.drop_column('times_sent')
        batch_op.drop_column('sent_at')
        batch_op.drop_column('asked_by_id')

    with op.batch_alter_table('invitation_import_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_import_row_unit_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_import_row_import_id_fate_number'))

    op.drop_table('invitation_import_row')
    with op.batch_alter_table('invitation_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_import_made_by_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_import_expires_at'))
        batch_op.drop_index(batch_op.f('ix_invitation_import_cohort_id'))

    op.drop_table('invitation_import')
