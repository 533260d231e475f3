"""Applications and guardians

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-21 21:49:46.726354

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('join_page',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cohort_id', sa.Uuid(), nullable=False),
    sa.Column('mode', sa.Enum('invitation', 'application', 'open_link', name='joinmode', native_enum=False, length=32), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('intro_da', sa.String(), nullable=False),
    sa.Column('intro_en', sa.String(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('decided_by', sa.Date(), nullable=True),
    sa.Column('places', sa.Integer(), nullable=True),
    sa.Column('kept_days', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('kept_days between 1 and 365', name=op.f('ck_join_page_kept_days_range')),
    sa.CheckConstraint('places is null or places > 0', name=op.f('ck_join_page_places_positive')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_join_page_cohort_id_cohort')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_page')),
    sa.UniqueConstraint('cohort_id', name=op.f('uq_join_page_cohort_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_join_page_slug'))
    )
    op.create_table('application_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('page_id', sa.Uuid(), nullable=False),
    sa.Column('verdict', sa.Enum('accept', 'decline', name='verdict', native_enum=False, length=32), nullable=False),
    sa.Column('subject_da', sa.String(), nullable=False),
    sa.Column('subject_en', sa.String(), nullable=False),
    sa.Column('body_da', sa.String(), nullable=False),
    sa.Column('body_en', sa.String(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('leaves_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['user_account.id'], name=op.f('fk_application_decision_made_by_id_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['page_id'], ['join_page.id'], name=op.f('fk_application_decision_page_id_join_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_decision'))
    )
    with op.batch_alter_table('application_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_decision_made_by_id'), ['made_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_decision_page_id'), ['page_id'], unique=False)
    op.create_table('join_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('page_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text_da', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('is_long', sa.Boolean(), nullable=False),
    sa.Column('is_required', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['join_page.id'], name=op.f('fk_join_question_page_id_join_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_question')),
    sa.UniqueConstraint('page_id', 'position', name=op.f('uq_join_question_page_id_position'))
    )
    op.create_table('application',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('page_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('invitation_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('awaiting_guardian', 'received', 'accepted', 'declined', name='applicationstate', native_enum=False, length=32), nullable=False),
    sa.Column('is_shortlisted', sa.Boolean(), nullable=False),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('function', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('active_where', sa.String(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('times', sa.JSON(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_application_email_lower_case')),
    sa.CheckConstraint('erased_at is null or email is null', name=op.f('ck_application_erased_is_blank')),
    sa.ForeignKeyConstraint(['decision_id'], ['application_decision.id'], name=op.f('fk_application_decision_id_application_decision'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_application_invitation_id_invitation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['page_id'], ['join_page.id'], name=op.f('fk_application_page_id_join_page')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_application_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('page_id', 'email', name=op.f('uq_application_page_id_email')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_application_token_hash'))
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_page_id_state'), ['page_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_unit_id'), ['unit_id'], unique=False)
    op.create_table('guardian_approval',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cohort_id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=True),
    sa.Column('invitation_id', sa.Uuid(), nullable=True),
    sa.Column('guardian_email', sa.String(), nullable=False),
    sa.Column('guardian_name', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('application_id is not null or invitation_id is not null', name=op.f('ck_guardian_approval_about_somebody')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_guardian_approval_application_id_application'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_guardian_approval_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_guardian_approval_invitation_id_invitation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guardian_approval')),
    sa.UniqueConstraint('application_id', name=op.f('uq_guardian_approval_application_id')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_guardian_approval_invitation_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_guardian_approval_token_hash'))
    )
    with op.batch_alter_table('guardian_approval', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guardian_approval_cohort_id'), ['cohort_id'], unique=False)


def downgrade():
    with op.batch_alter_table('guardian_approval', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guardian_approval_cohort_id'))
    op.drop_table('guardian_approval')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_unit_id'))
        batch_op.drop_index(batch_op.f('ix_application_page_id_state'))
        batch_op.drop_index(batch_op.f('ix_application_invitation_id'))
        batch_op.drop_index(batch_op.f('ix_application_decision_id'))
    op.drop_table('application')
    op.drop_table('join_question')
    with op.batch_alter_table('application_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_decision_page_id'))
        batch_op.drop_index(batch_op.f('ix_application_decision_made_by_id'))
    op.drop_table('application_decision')
    op.drop_table('join_page')
