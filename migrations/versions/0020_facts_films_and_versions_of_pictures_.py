"""Facts, films and versions of pictures and files on their way

What is searched of a picture is gathered in one column, in small letters.

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-22 01:22:03.098981

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('collection',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_collection_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_collection_organisation_id_name'))
    )
    op.create_table('arrival',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asset_id', sa.Uuid(), nullable=True),
    sa.Column('was_new', sa.Boolean(), nullable=False),
    sa.Column('refusal', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('pieces >= 0', name=op.f('ck_arrival_pieces_counted')),
    sa.ForeignKeyConstraint(['asset_id'], ['asset.id'], name=op.f('fk_arrival_asset_id_asset'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_arrival_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['user_account.id'], name=op.f('fk_arrival_uploaded_by_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival'))
    )
    with op.batch_alter_table('arrival', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrival_asset_id'), ['asset_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_arrival_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_arrival_uploaded_by_id_fingerprint'), ['uploaded_by_id', 'fingerprint'], unique=False)

    op.create_table('asset_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asset_id', sa.Uuid(), nullable=False),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('original_name', sa.String(), nullable=False),
    sa.Column('storage_key', sa.String(), nullable=False),
    sa.Column('checksum', sa.String(), nullable=False),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('was_merged', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['asset_id'], ['asset.id'], name=op.f('fk_asset_version_asset_id_asset'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['user_account.id'], name=op.f('fk_asset_version_replaced_by_id_user_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_asset_version')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_asset_version_storage_key'))
    )
    with op.batch_alter_table('asset_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_asset_version_asset_id'), ['asset_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_asset_version_replaced_by_id'), ['replaced_by_id'], unique=False)

    op.create_table('collection_asset',
    sa.Column('collection_id', sa.Uuid(), nullable=False),
    sa.Column('asset_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['asset_id'], ['asset.id'], name=op.f('fk_collection_asset_asset_id_asset'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_collection_asset_collection_id_collection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('collection_id', 'asset_id', name=op.f('pk_collection_asset'))
    )
    with op.batch_alter_table('collection_asset', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collection_asset_asset_id'), ['asset_id'], unique=False)

    op.create_table('look_alike',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('kept_apart', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['first_id'], ['asset.id'], name=op.f('fk_look_alike_first_id_asset'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['asset.id'], name=op.f('fk_look_alike_second_id_asset'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look_alike')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_look_alike_first_id_second_id'))
    )
    with op.batch_alter_table('look_alike', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_look_alike_second_id'), ['second_id'], unique=False)

    with op.batch_alter_table('asset', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('picture', 'film', name='assetkind', native_enum=False, length=32), server_default=sa.text("'picture'"), nullable=False))
        batch_op.add_column(sa.Column('licence_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('place', sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('tags', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column('text_language', sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('words', sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('looks', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('cover_key', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('seconds', sa.Double(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_asset_cover_key'), ['cover_key'])

    gather_words()
    with op.batch_alter_table('asset', schema=None) as batch_op:
        for name in ('kind', 'place', 'tags', 'text_language', 'words'):
            batch_op.alter_column(name, server_default=None)



def gather_words():
    """Write down what there is to search of the pictures that are there already."""
    names = ('alt_da', 'alt_en', 'credit', 'original_name')
    asset = sa.table('asset', sa.column('id', sa.Uuid()), *(sa.column(one) for one in (*names, 'words')))
    bind = op.get_bind()
    rows = bind.execute(sa.select(asset.c.id, *(asset.c[one] for one in names))).all()
    said = [{'key': row[0], 'said': '\n'.join(filter(None, row[1:])).casefold()} for row in rows]
    if said:
        bind.execute(
            asset.update().where(asset.c.id == sa.bindparam('key')).values(words=sa.bindparam('said')),
            said,
        )


def downgrade():
    with op.batch_alter_table('asset', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_asset_cover_key'), type_='unique')
        batch_op.drop_column('seconds')
        batch_op.drop_column('cover_key')
        batch_op.drop_column('looks')
        batch_op.drop_column('words')
        batch_op.drop_column('text_language')
        batch_op.drop_column('tags')
        batch_op.drop_column('place')
        batch_op.drop_column('licence_until')
        batch_op.drop_column('kind')

    with op.batch_alter_table('look_alike', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_look_alike_second_id'))

    op.drop_table('look_alike')
    with op.batch_alter_table('collection_asset', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_asset_asset_id'))

    op.drop_table('collection_asset')
    with op.batch_alter_table('asset_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_asset_version_replaced_by_id'))
        batch_op.drop_index(batch_op.f('ix_asset_version_asset_id'))

    op.drop_table('asset_version')
    with op.batch_alter_table('arrival', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrival_uploaded_by_id_fingerprint'))
        batch_op.drop_index(batch_op.f('ix_arrival_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_arrival_asset_id'))

    op.drop_table('arrival')
    op.drop_table('collection')
