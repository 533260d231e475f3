"""Posts by place

How many of a campaign's posts are in which place is kept, instead of being counted for each page.

Revision ID: 0043
Revises: 0042

"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

CHANNELS = (
    "instagram",
    "instagram_story",
    "facebook",
    "linkedin",
    "tiktok",
    "blog",
    "talk",
    "stand",
    "other",
)
COUNTED = """
SELECT campaign_id, channel, count(*) AS posts FROM post
WHERE removed_at IS NULL AND review IN ('not_wanted', 'approved')
GROUP BY campaign_id, channel
"""


def upgrade():
    channel = sa.Enum(*CHANNELS, name="postchannel", native_enum=False, length=32)
    made = op.create_table(
        "post_total",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("channel", channel, nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_post_total_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_total")),
        sa.UniqueConstraint(
            "campaign_id", "channel", name=op.f("uq_post_total_campaign_id_channel")
        ),
    )
    found = sa.text(COUNTED).columns(campaign_id=sa.Uuid(), channel=sa.String(), posts=sa.Integer())
    rows = [
        {"id": uuid.uuid4(), "created_at": datetime.now(UTC), **row}
        for row in op.get_bind().execute(found).mappings()
    ]
    if rows:
        op.bulk_insert(made, rows)


def downgrade():
    op.drop_table("post_total")
