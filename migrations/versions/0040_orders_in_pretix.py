"""Orders in pretix

Revision ID: 0040
Revises: 0039

"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

VERDICTS = (
    "counted", "changed", "same", "older", "test", "not_signed", "bad_signature", "bad_time",
    "not_understood", "no_reference", "id_number", "unknown_code", "unknown_status", "not_running",
    "waiting", "away", "token_refused", "not_found", "not_allowed",
)  # fmt: skip


def upgrade():
    op.create_table(
        "pretix_shop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=False),
        sa.Column("organizer", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("sealed_token", sa.String(), nullable=False),
        sa.Column(
            "verdict", sa.Enum(*VERDICTS, name="verdict", native_enum=False, length=32), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhook.id"],
            name=op.f("fk_pretix_shop_webhook_id_webhook"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pretix_shop")),
        sa.UniqueConstraint("webhook_id", name=op.f("uq_pretix_shop_webhook_id")),
    )


def downgrade():
    op.drop_table("pretix_shop")
