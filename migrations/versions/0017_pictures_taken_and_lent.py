"""Pictures taken, kits said no to and pictures lent

Who took which picture out of a kit, which kits are not for somebody, what ambassadors say of kits,
and the pictures they lend us. Whole kits fetched so far become fetches of their pictures.

Revision ID: 0017
Revises: 0016
"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAY = sa.Enum("share", "save", "zip", name="fetchway", native_enum=False, length=32)
FEEDBACK = sa.Enum(
    "fits", "more_local", "not_my_voice", "other_pictures",
    name="feedbackkind", native_enum=False, length=32,
)  # fmt: skip
IN_PICTURE = sa.Enum("nobody", "only_me", "others", name="inpicture", native_enum=False, length=32)
KEYS = ("ambassador_id", "asset_id", "kit_id")
STATE = sa.Enum(
    "sent", "accepted", "declined", "revoked",
    name="contributionstate", native_enum=False, length=32,
)  # fmt: skip


def upgrade() -> None:
    _fetches()
    _words()
    _contributions()
    _take_over_downloads()


def _fetches() -> None:
    op.create_table(
        "picture_fetch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        sa.Column("way", WAY, nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_picture_fetch_ambassador_id_ambassador"),
        ),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["asset.id"],
            name=op.f("fk_picture_fetch_asset_id_asset"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kit_id"], ["kit.id"], name=op.f("fk_picture_fetch_kit_id_kit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_fetch")),
        sa.UniqueConstraint(
            "ambassador_id",
            "asset_id",
            "kit_id",
            "way",
            name=op.f("uq_picture_fetch_ambassador_id_asset_id_kit_id_way"),
        ),
    )
    op.create_index(op.f("ix_picture_fetch_kit_id"), "picture_fetch", ["kit_id"])
    op.create_index(
        op.f("ix_picture_fetch_asset_id_ambassador_id"),
        "picture_fetch",
        ["asset_id", "ambassador_id"],
    )


def _words() -> None:
    op.create_table(
        "hidden_kit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name=op.f("fk_hidden_kit_ambassador_id_ambassador")
        ),
        sa.ForeignKeyConstraint(
            ["kit_id"], ["kit.id"], name=op.f("fk_hidden_kit_kit_id_kit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidden_kit")),
        sa.UniqueConstraint(
            "ambassador_id", "kit_id", name=op.f("uq_hidden_kit_ambassador_id_kit_id")
        ),
    )
    op.create_index(op.f("ix_hidden_kit_kit_id"), "hidden_kit", ["kit_id"])
    op.create_table(
        "kit_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("kind", FEEDBACK, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_kit_feedback_ambassador_id_ambassador"),
        ),
        sa.ForeignKeyConstraint(
            ["kit_id"], ["kit.id"], name=op.f("fk_kit_feedback_kit_id_kit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_feedback")),
        sa.UniqueConstraint(
            "kit_id", "ambassador_id", name=op.f("uq_kit_feedback_kit_id_ambassador_id")
        ),
    )
    op.create_index(op.f("ix_kit_feedback_ambassador_id"), "kit_feedback", ["ambassador_id"])
    op.create_index(op.f("ix_kit_feedback_told_at"), "kit_feedback", ["told_at"])


def _contributions() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("idea", sa.String(), nullable=False),
        sa.Column("in_picture", IN_PICTURE, nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("licensed_from", sa.Date(), nullable=False),
        sa.Column("licensed_until", sa.Date(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("sent_key", sa.String(), nullable=False),
        sa.Column("thanks", sa.String(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'revoked') = (revoked_at is not null)",
            name=op.f("ck_contribution_revoked_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_contribution_ambassador_id_ambassador"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"],
            ["user_account.id"],
            name=op.f("fk_contribution_reviewed_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("sent_key", name=op.f("uq_contribution_sent_key")),
    )
    op.create_index(op.f("ix_contribution_ambassador_id"), "contribution", ["ambassador_id"])
    op.create_index(op.f("ix_contribution_reviewed_by_id"), "contribution", ["reviewed_by_id"])
    op.create_table(
        "contributed_picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_contributed_picture_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contributed_picture_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributed_picture")),
        sa.UniqueConstraint(
            "contribution_id",
            "asset_id",
            name=op.f("uq_contributed_picture_contribution_id_asset_id"),
        ),
    )
    op.create_index(op.f("ix_contributed_picture_asset_id"), "contributed_picture", ["asset_id"])


def _take_over_downloads() -> None:
    """Count every picture a fetched kit holds as taken: better told once too often than not."""
    connection = op.get_bind()
    when = sa.DateTime(timezone=True)
    download = sa.table(
        "kit_download",
        sa.column("kit_id", sa.Uuid()),
        sa.column("ambassador_id", sa.Uuid()),
        sa.column("created_at", when),
    )
    item = sa.table("kit_item", sa.column("kit_id", sa.Uuid()), sa.column("asset_id", sa.Uuid()))
    rows = connection.execute(
        sa.select(
            download.c.ambassador_id,
            item.c.asset_id,
            download.c.kit_id,
            sa.func.max(download.c.created_at, type_=when),
        )
        .join_from(download, item, item.c.kit_id == download.c.kit_id)
        .group_by(download.c.ambassador_id, item.c.asset_id, download.c.kit_id)
    ).all()
    now = datetime.now(UTC)
    for start in range(0, len(rows), 1000):
        connection.execute(
            sa.table(
                "picture_fetch",
                *(sa.column(name, sa.Uuid()) for name in ("id", *KEYS)),
                sa.column("way"),
                sa.column("fetched_at", when),
                sa.column("created_at", when),
            ).insert(),
            [
                {
                    "id": uuid.uuid4(),
                    "ambassador_id": ambassador_id,
                    "asset_id": asset_id,
                    "kit_id": kit_id,
                    "way": "zip",
                    "fetched_at": fetched_at,
                    "created_at": now,
                }
                for ambassador_id, asset_id, kit_id, fetched_at in rows[start : start + 1000]
            ],
        )


def downgrade() -> None:
    for table in (
        "contributed_picture", "contribution", "kit_feedback", "hidden_kit", "picture_fetch",
    ):  # fmt: skip
        op.drop_table(table)
