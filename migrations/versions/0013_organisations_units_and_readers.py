"""organisations, units and readers

What an owner decides about an organisation, names it had in addresses before, the order of units,
and the units whose results a reader may read.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXTS = ("welcome_da", "welcome_en", "mail_footer_da", "mail_footer_en", "logo_refusal")
LOGO = ("logo_key", "logo_original_key")


def upgrade():
    op.create_table(
        "former_slug",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_former_slug_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_slug")),
        sa.UniqueConstraint("slug", name=op.f("uq_former_slug_slug")),
    )
    with op.batch_alter_table("former_slug", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_former_slug_organisation_id"), ["organisation_id"], unique=False
        )
    op.create_table(
        "membership_unit",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_membership_unit_membership_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_membership_unit_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("membership_id", "unit_id", name=op.f("pk_membership_unit")),
    )
    with op.batch_alter_table("membership_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_unit_unit_id"), ["unit_id"], unique=False)

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retention_months", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("words", sa.JSON(), nullable=True))
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in LOGO:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("logo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("logo_height", sa.Integer(), nullable=True))

    op.execute(sa.text("UPDATE unit SET position = 0"))
    op.execute(sa.text("UPDATE organisation SET retention_months = 6, words = '{}'"))
    for name in TEXTS:
        op.execute(sa.text(f"UPDATE organisation SET {name} = ''"))
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.alter_column("position", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.alter_column("retention_months", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("words", existing_type=sa.JSON(), nullable=False)
        for name in TEXTS:
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
        batch_op.create_check_constraint(
            "retention_months_range", "retention_months between 1 and 60"
        )


def downgrade():
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_constraint("retention_months_range", type_="check")
        for name in ("retention_months", "words", "logo_width", "logo_height", *TEXTS, *LOGO):
            batch_op.drop_column(name)
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("position")
    op.drop_table("membership_unit")
    op.drop_table("former_slug")
