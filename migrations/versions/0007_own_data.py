"""Own data

Copies people make of their data, their wish to be erased, and places whose person is erased.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-21 22:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('data_copy',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('making', 'ready', 'failed', name='copystate', native_enum=False, length=32), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('storage_key', sa.String(), nullable=True),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("locale in ('da', 'en')", name=op.f('ck_data_copy_locale_known')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_data_copy_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_copy')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_data_copy_storage_key'))
    )
    with op.batch_alter_table('data_copy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_data_copy_user_id'), ['user_id'], unique=False)
        batch_op.create_index('uq_data_copy_making', ['user_id'], unique=True, sqlite_where=sa.text("state = 'making'"), postgresql_where=sa.text("state = 'making'"))

    op.create_table('erasure_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_erasure_request_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_request')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_erasure_request_token_hash')),
    sa.UniqueConstraint('user_id', name=op.f('uq_erasure_request_user_id'))
    )
    with op.batch_alter_table('ambassador', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('told_erased_on', sa.Date(), nullable=True))

    # What an event changed is hashed apart from the event, so that it can be taken out later.
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changes_salt', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('changes_digest', sa.String(), server_default='', nullable=False))
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.alter_column('changes_salt', server_default=None)
        batch_op.alter_column('changes_digest', server_default=None)


def downgrade():
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_column('changes_digest')
        batch_op.drop_column('changes_salt')

    with op.batch_alter_table('ambassador', schema=None) as batch_op:
        batch_op.drop_column('told_erased_on')
        batch_op.drop_column('erased_at')

    op.drop_table('erasure_request')
    with op.batch_alter_table('data_copy', schema=None) as batch_op:
        batch_op.drop_index('uq_data_copy_making')
        batch_op.drop_index(batch_op.f('ix_data_copy_user_id'))

    op.drop_table('data_copy')
