"""How links are followed

Revision ID: 0028
Revises: 0027

"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CHANNELS = (
    "instagram",
    "instagram_story",
    "facebook",
    "linkedin",
    "tiktok",
    "in_person",
    "poster",
    "mail",
)
CHANNEL = sa.Enum(*CHANNELS, name="linkchannel", native_enum=False, length=32)
COUNTERS = ("clicks", "previews", "robots")
AT_ONCE = 5_000


def upgrade():
    _add_places()
    _add_codes_and_rules()
    _add_quarters_and_totals()
    with op.batch_alter_table("link_day") as table:
        table.add_column(sa.Column("late", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("link_day") as table:
        table.alter_column("late", server_default=None)
    _add_up()


def _keys():
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def _numbers():
    names = (*COUNTERS, "late")
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _add_places():
    op.create_table(
        "channel_day",
        *_keys(),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", CHANNEL, nullable=False),
        *_numbers(),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_channel_day_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_day")),
        sa.UniqueConstraint(
            "campaign_id", "day", "channel", name=op.f("uq_channel_day_campaign_id_day_channel")
        ),
    )
    op.create_table(
        "rules_day",
        *_keys(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_day")),
        sa.UniqueConstraint("day", "version", name=op.f("uq_rules_day_day_version")),
    )


def _add_codes_and_rules():
    op.create_table(
        "former_code",
        *_keys(),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_former_code_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_code")),
        sa.UniqueConstraint("code", name=op.f("uq_former_code_code")),
    )
    op.create_index(op.f("ix_former_code_link_id"), "former_code", ["link_id"])
    op.create_table(
        "link_rules",
        *_keys(),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        *(
            sa.Column(f"utm_{name}", sa.String(), nullable=False)
            for name in ("source", "medium", "campaign", "content")
        ),
        sa.Column("own_codes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_link_rules_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_link_rules_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_rules")),
    )
    for column, where in (
        ("organisation_id", "campaign_id IS NULL"),
        ("campaign_id", "campaign_id IS NOT NULL"),
    ):
        op.create_index(
            f"uq_link_rules_{column}",
            "link_rules",
            [column],
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )


def _add_quarters_and_totals():
    op.create_table(
        "link_quarter",
        *_keys(),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_link_quarter_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["link.id"], name=op.f("fk_link_quarter_link_id_link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_quarter")),
        sa.UniqueConstraint("link_id", "starts_at", name=op.f("uq_link_quarter_link_id_starts_at")),
    )
    for first in ("campaign_id", "starts_at"):
        op.create_index(f"ix_link_quarter_{first}_clicks", "link_quarter", [first, "clicks"])
    op.create_table(
        "link_total",
        *_keys(),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        *_numbers(),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_total_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_total")),
        sa.UniqueConstraint("link_id", name=op.f("uq_link_total_link_id")),
    )


def _add_up():
    """Add the days of links up, as folding does from now on."""
    connection = op.get_bind()
    link = _table("link", campaign_id=sa.Uuid(), channel=sa.String())
    day = _table("link_day", link_id=sa.Uuid(), day=sa.Date())
    total = _table("link_total", link_id=sa.Uuid())
    place = _table("channel_day", campaign_id=sa.Uuid(), day=sa.Date(), channel=sa.String())
    sums = [sa.func.sum(day.c[name]).label(name) for name in COUNTERS]
    _fill(connection, total, sa.select(day.c.link_id, *sums).group_by(day.c.link_id))
    here = (link.c.campaign_id, day.c.day, link.c.channel)
    days = sa.select(*here, *sums).select_from(day.join(link, link.c.id == day.c.link_id))
    _fill(connection, place, days.group_by(*here))


def _table(name, **columns):
    numbers = {number: sa.Integer() for number in (*COUNTERS, "late")}
    kinds = {"id": sa.Uuid(), "created_at": sa.DateTime(timezone=True), **columns, **numbers}
    return sa.table(name, *(sa.column(column, kind) for column, kind in kinds.items()))


def _fill(connection, table, sums):
    now = datetime.now(UTC)
    found = connection.execute(sums)
    while rows := found.fetchmany(AT_ONCE):
        connection.execute(
            table.insert(),
            [{"id": uuid.uuid4(), "created_at": now, "late": 0, **row._mapping} for row in rows],
        )


def downgrade():
    with op.batch_alter_table("link_day") as table:
        table.drop_column("late")
    for name in ("link_total", "link_quarter", "link_rules", "former_code", "rules_day"):
        op.drop_table(name)
    op.drop_table("channel_day")
