"""Groups of a campaign, results shared by a link, and the monthly mail

The totals of units become those of groups: one cohort, unit and function together.

Revision ID: 0038
Revises: 0037

"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

WITH_UNIT, WITHOUT_UNIT = sa.text("unit_id IS NOT NULL"), sa.text("unit_id IS NULL")
WAYS = {"told": ("told_by", "by_hand"), "imported": ("import", "webhook")}
STANDS = ("signed_up", "confirmed", "no_show")
COUNTED = ("clicks", "conversations", "sign_ups", "told", "imported", "confirmed", "posts")
OF_UNITS = ("conversations", "sign_ups", "confirmed")


def upgrade():
    with op.batch_alter_table("participation", schema=None) as batch_op:
        for way in WAYS:
            batch_op.add_column(
                sa.Column(way, sa.Integer(), nullable=False, server_default="0")
            )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        for way in WAYS:
            batch_op.alter_column(way, server_default=None)
    _note_ways()
    _add_groups()
    op.drop_table("campaign_unit")
    _add_sharing()


def _note_ways():
    part = sa.table("participation", sa.column("id"), *map(sa.column, WAYS))
    outcome = sa.table("outcome", *map(sa.column, ("participation_id", "source", "stage")))
    for way, sources in WAYS.items():
        number = (
            sa.select(sa.func.count())
            .select_from(outcome)
            .where(
                outcome.c.participation_id == part.c.id,
                outcome.c.source.in_(sources),
                outcome.c.stage.in_(STANDS),
            )
            .scalar_subquery()
        )
        has_some = sa.exists().where(
            outcome.c.participation_id == part.c.id, outcome.c.source.in_(sources)
        )
        op.execute(sa.update(part).where(has_some).values({way: number}))


def _add_groups():
    totals = op.create_table(
        "campaign_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("ambassadors", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTED),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_group_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_campaign_group_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
            name=op.f("fk_campaign_group_unit_id_unit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_group")),
    )
    with op.batch_alter_table("campaign_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_group_cohort_id"), ["cohort_id"])
        batch_op.create_index(batch_op.f("ix_campaign_group_unit_id"), ["unit_id"])
        batch_op.create_index(
            "uq_campaign_group_with_unit",
            ["campaign_id", "unit_id", "cohort_id", "function"],
            unique=True,
            sqlite_where=WITH_UNIT,
            postgresql_where=WITH_UNIT,
        )
        batch_op.create_index(
            "uq_campaign_group_without_unit",
            ["campaign_id", "cohort_id", "function"],
            unique=True,
            sqlite_where=WITHOUT_UNIT,
            postgresql_where=WITHOUT_UNIT,
        )
    _add_up(totals, ("unit_id", "cohort_id", "function"), COUNTED)


def _add_up(totals, belongs, counters):
    key = sa.Uuid()
    part = sa.table(
        "participation",
        sa.column("campaign_id", key),
        sa.column("ambassador_id", key),
        *map(sa.column, counters),
    )
    person = sa.table(
        "ambassador",
        *(sa.column(name, key) for name in ("id", "unit_id", "cohort_id")),
        sa.column("function"),
    )
    where = [person.c[name] for name in belongs]
    found = op.get_bind().execute(
        sa.select(
            part.c.campaign_id,
            *where,
            sa.func.count().label("ambassadors"),
            *(sa.func.sum(part.c[name]).label(name) for name in counters),
        )
        .join_from(part, person, person.c.id == part.c.ambassador_id)
        .group_by(part.c.campaign_id, *where)
    )
    now = datetime.now(UTC)
    rows = [{**row, "id": uuid.uuid4(), "created_at": now} for row in found.mappings()]
    op.bulk_insert(totals, rows)


def _add_sharing():
    op.create_table(
        "shared_result",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("for_whom", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("for_whom <> ''", name=op.f("ck_shared_result_says_for_whom")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_shared_result_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_shared_result_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_result")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_result_token_hash")),
    )
    with op.batch_alter_table("shared_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_result_campaign_id"), ["campaign_id"])
        batch_op.create_index(batch_op.f("ix_shared_result_made_by_id"), ["made_by_id"])
    op.create_table(
        "reader_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_reader_letter_membership_id_membership"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_letter")),
        sa.UniqueConstraint("membership_id", name=op.f("uq_reader_letter_membership_id")),
    )


def downgrade():
    op.drop_table("reader_letter")
    op.drop_table("shared_result")
    totals = op.create_table(
        "campaign_unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("ambassadors", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in OF_UNITS),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_unit_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_campaign_unit_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_unit")),
    )
    with op.batch_alter_table("campaign_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_unit_unit_id"), ["unit_id"])
        batch_op.create_index(
            "uq_campaign_unit_campaign_id_unit_id",
            ["campaign_id", "unit_id"],
            unique=True,
            sqlite_where=WITH_UNIT,
            postgresql_where=WITH_UNIT,
        )
        batch_op.create_index(
            "uq_campaign_unit_without_unit",
            ["campaign_id"],
            unique=True,
            sqlite_where=WITHOUT_UNIT,
            postgresql_where=WITHOUT_UNIT,
        )
    _add_up(totals, ("unit_id",), OF_UNITS)
    op.drop_table("campaign_group")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        for way in WAYS:
            batch_op.drop_column(way)
