"""People in pictures and what they agreed to

A register of those who can be recognised, their consents, and what happened when one was taken
back. A picture said to have everybody's yes keeps it as an agreement noted on paper until its last
day; one that waited for an answer waits for its people to be marked.

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-22 01:13:08.796254

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('occasion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_occasion_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_occasion')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_occasion_organisation_id_name'))
    )
    op.create_table('pictured_person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('guardian_name', sa.String(), nullable=False),
    sa.Column('guardian_email', sa.String(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_channels', sa.JSON(), nullable=False),
    sa.Column('asked_until', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_pictured_person_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_pictured_person_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pictured_person'))
    )
    with op.batch_alter_table('pictured_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pictured_person_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_pictured_person_organisation_id_name'), ['organisation_id', 'name'], unique=False)
        batch_op.create_index(batch_op.f('ix_pictured_person_unit_id'), ['unit_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('scope', sa.Enum('pictures', 'occasion', name='consentscope', native_enum=False, length=32), nullable=False),
    sa.Column('occasion_id', sa.Uuid(), nullable=True),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('given_by', sa.Enum('link', 'on_the_spot', 'guardian', 'paper', name='givenby', native_enum=False, length=32), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('guardian_name', sa.String(), nullable=False),
    sa.Column('text_version', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('proof_key', sa.String(), nullable=True),
    sa.Column('proof_mimetype', sa.String(), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("scope != 'occasion' or occasion_id is not null", name=op.f('ck_consent_scope_has_occasion')),
    sa.ForeignKeyConstraint(['occasion_id'], ['occasion.id'], name=op.f('fk_consent_occasion_id_occasion')),
    sa.ForeignKeyConstraint(['person_id'], ['pictured_person.id'], name=op.f('fk_consent_person_id_pictured_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_consent_recorded_by_id_user_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_occasion_id'), ['occasion_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_recorded_by_id'), ['recorded_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_until'), ['until'], unique=False)

    op.create_table('pictured_person_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('is_guardian', sa.Boolean(), nullable=False),
    sa.Column('was_shown', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['pictured_person.id'], name=op.f('fk_pictured_person_link_person_id_pictured_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pictured_person_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_pictured_person_link_token_hash'))
    )
    with op.batch_alter_table('pictured_person_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pictured_person_link_person_id'), ['person_id'], unique=False)

    op.create_table('withdrawal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('way', sa.Enum('link', 'on_the_spot', 'guardian', 'paper', name='givenby', native_enum=False, length=32), nullable=False),
    sa.Column('is_whole', sa.Boolean(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('files_gone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_withdrawal_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['pictured_person.id'], name=op.f('fk_withdrawal_person_id_pictured_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawal'))
    )
    with op.batch_alter_table('withdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_withdrawal_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_withdrawal_person_id'), ['person_id'], unique=False)

    op.create_table('person_in_asset',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asset_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('consent_id', sa.Uuid(), nullable=True),
    sa.Column('x', sa.Double(), nullable=True),
    sa.Column('y', sa.Double(), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(x is null) = (y is null)', name=op.f('ck_person_in_asset_place_whole')),
    sa.CheckConstraint('x between 0 and 1 and y between 0 and 1', name=op.f('ck_person_in_asset_place_inside')),
    sa.ForeignKeyConstraint(['asset_id'], ['asset.id'], name=op.f('fk_person_in_asset_asset_id_asset'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_person_in_asset_consent_id_consent'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['pictured_person.id'], name=op.f('fk_person_in_asset_person_id_pictured_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_in_asset')),
    sa.UniqueConstraint('asset_id', 'person_id', name=op.f('uq_person_in_asset_asset_id_person_id'))
    )
    with op.batch_alter_table('person_in_asset', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_in_asset_consent_id'), ['consent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_in_asset_person_id'), ['person_id'], unique=False)

    op.create_table('removal_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('withdrawal_id', sa.Uuid(), nullable=False),
    sa.Column('ambassador_id', sa.Uuid(), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_removal_notice_ambassador_id_ambassador')),
    sa.ForeignKeyConstraint(['withdrawal_id'], ['withdrawal.id'], name=op.f('fk_removal_notice_withdrawal_id_withdrawal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_removal_notice')),
    sa.UniqueConstraint('withdrawal_id', 'ambassador_id', name=op.f('uq_removal_notice_withdrawal_id_ambassador_id'))
    )
    with op.batch_alter_table('removal_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_removal_notice_ambassador_id'), ['ambassador_id'], unique=False)

    op.create_table('withdrawn_picture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('withdrawal_id', sa.Uuid(), nullable=False),
    sa.Column('asset_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['asset_id'], ['asset.id'], name=op.f('fk_withdrawn_picture_asset_id_asset'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['withdrawal_id'], ['withdrawal.id'], name=op.f('fk_withdrawn_picture_withdrawal_id_withdrawal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawn_picture')),
    sa.UniqueConstraint('withdrawal_id', 'asset_id', name=op.f('uq_withdrawn_picture_withdrawal_id_asset_id'))
    )
    with op.batch_alter_table('withdrawn_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_withdrawn_picture_asset_id'), ['asset_id'], unique=False)

    op.create_table('post_removal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('withdrawal_id', sa.Uuid(), nullable=False),
    sa.Column('post_id', sa.Uuid(), nullable=True),
    sa.Column('ambassador_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'removed', 'clear', 'escalated', name='removalstate', native_enum=False, length=32), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state != 'removed' or removed_at is not null", name=op.f('ck_post_removal_removed_is_dated')),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_post_removal_ambassador_id_ambassador')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_post_removal_post_id_post'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['withdrawal_id'], ['withdrawal.id'], name=op.f('fk_post_removal_withdrawal_id_withdrawal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_removal')),
    sa.UniqueConstraint('withdrawal_id', 'post_id', name=op.f('uq_post_removal_withdrawal_id_post_id'))
    )
    with op.batch_alter_table('post_removal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_removal_ambassador_id'), ['ambassador_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_removal_post_id'), ['post_id'], unique=False)

    with op.batch_alter_table('asset', schema=None) as batch_op:
        batch_op.add_column(sa.Column('occasion_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_asset_occasion_id'), ['occasion_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_asset_occasion_id_occasion'), 'occasion', ['occasion_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_asset_consent_has_an_end'), type_='check')
    op.execute("update asset set recognisable = 'somebody' where recognisable in ('consented', 'waiting')")


def downgrade():
    # Only what was noted before the register can be said without it; everybody else is waited for.
    marked = "exists (select 1 from person_in_asset where person_in_asset.asset_id = asset.id)"
    op.execute(f"update asset set recognisable = 'waiting' where {marked}")
    op.execute("update asset set recognisable = 'consented' where recognisable = 'somebody' and consent_until is not null")
    op.execute("update asset set recognisable = 'waiting' where recognisable = 'somebody'")
    with op.batch_alter_table('asset', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_asset_consent_has_an_end'), "recognisable != 'consented' or consent_until is not null")
        batch_op.drop_constraint(batch_op.f('fk_asset_occasion_id_occasion'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_asset_occasion_id'))
        batch_op.drop_column('occasion_id')

    with op.batch_alter_table('post_removal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_removal_post_id'))
        batch_op.drop_index(batch_op.f('ix_post_removal_ambassador_id'))

    op.drop_table('post_removal')
    with op.batch_alter_table('withdrawn_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_withdrawn_picture_asset_id'))

    op.drop_table('withdrawn_picture')
    with op.batch_alter_table('removal_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_removal_notice_ambassador_id'))

    op.drop_table('removal_notice')
    with op.batch_alter_table('person_in_asset', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_in_asset_person_id'))
        batch_op.drop_index(batch_op.f('ix_person_in_asset_consent_id'))

    op.drop_table('person_in_asset')
    with op.batch_alter_table('withdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_withdrawal_person_id'))
        batch_op.drop_index(batch_op.f('ix_withdrawal_organisation_id'))

    op.drop_table('withdrawal')
    with op.batch_alter_table('pictured_person_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pictured_person_link_person_id'))

    op.drop_table('pictured_person_link')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_until'))
        batch_op.drop_index(batch_op.f('ix_consent_recorded_by_id'))
        batch_op.drop_index(batch_op.f('ix_consent_person_id'))
        batch_op.drop_index(batch_op.f('ix_consent_occasion_id'))

    op.drop_table('consent')
    with op.batch_alter_table('pictured_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pictured_person_unit_id'))
        batch_op.drop_index(batch_op.f('ix_pictured_person_organisation_id_name'))
        batch_op.drop_index(batch_op.f('ix_pictured_person_email'))

    op.drop_table('pictured_person')
    op.drop_table('occasion')
