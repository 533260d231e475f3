"""Conversations by topic

What a campaign's conversations were about, where they were and what they led to is kept, instead of
being counted for each page.

Revision ID: 0048
Revises: 0047

"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

SAID = ("topic", "place", "led_to")
COUNTED = """
SELECT participation.campaign_id AS campaign_id, coalesce(topic, '') AS topic,
coalesce(place, '') AS place, coalesce(led_to, '') AS led_to, count(*) AS talks
FROM conversation JOIN participation ON participation.id = conversation.participation_id
GROUP BY participation.campaign_id, topic, place, led_to
"""


def upgrade():
    made = op.create_table(
        "talk_total",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in SAID),
        sa.Column("talks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_talk_total_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_total")),
        sa.UniqueConstraint(
            "campaign_id", *SAID, name=op.f("uq_talk_total_campaign_id_topic_place_led_to")
        ),
    )
    columns = dict.fromkeys(SAID, sa.String())
    found = sa.text(COUNTED).columns(campaign_id=sa.Uuid(), talks=sa.Integer(), **columns)
    rows = [
        {"id": uuid.uuid4(), "created_at": datetime.now(UTC), **row}
        for row in op.get_bind().execute(found).mappings()
    ]
    if rows:
        op.bulk_insert(made, rows)


def downgrade():
    op.drop_table("talk_total")
