"""Outcomes told from elsewhere

Lists, webhooks and official figures; what an outcome was before; and when news of it became true,
which for those already there is the day they count on.

Revision ID: 0027
Revises: 0026

"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NEW_SOURCES = ("import", "webhook", "by_hand")


def upgrade():
    op.create_table(
        "official_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("name_da", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_address", sa.String(), nullable=False),
        sa.Column("is_imported", sa.Boolean(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "name_da <> '' OR name_en <> ''", name=op.f("ck_official_figure_has_a_name")
        ),
        sa.CheckConstraint("number >= 0", name=op.f("ck_official_figure_not_negative")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_official_figure_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["user_account.id"],
            name=op.f("fk_official_figure_entered_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_figure")),
    )
    with op.batch_alter_table("official_figure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_official_figure_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_official_figure_entered_by_id"), ["entered_by_id"], unique=False
        )
    op.create_table(
        "outcome_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "reading",
                "unreadable",
                "ready",
                "counting",
                "done",
                "undoing",
                "undone",
                name="liststate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("has_header", sa.Boolean(), nullable=True),
        sa.Column(
            "default_stage",
            sa.Enum(
                "signed_up",
                "confirmed",
                "no_show",
                "cancelled",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_outcome_import_goal_id_goal")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_outcome_import_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["user_account.id"],
            name=op.f("fk_outcome_import_undone_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_import")),
    )
    with op.batch_alter_table("outcome_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcome_import_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outcome_import_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outcome_import_made_by_id"), ["made_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_import_undone_by_id"), ["undone_by_id"], unique=False
        )
    op.create_table(
        "webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("former_salt", sa.String(), nullable=False),
        sa.Column("former_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_webhook_goal_id_goal")),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_webhook_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_webhook_made_by_id"), ["made_by_id"], unique=False)
    op.create_table(
        "outcome_import_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "fate",
            sa.Enum(
                "count",
                "change",
                "counted",
                "changed",
                "unknown_code",
                "unknown_status",
                "bad_date",
                "no_reference",
                "long_reference",
                "id_number",
                "double",
                "same",
                "older",
                name="rowfate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "signed_up",
                "confirmed",
                "no_show",
                "cancelled",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["outcome_import.id"],
            name=op.f("fk_outcome_import_row_import_id_outcome_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_outcome_import_row_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_import_row")),
        sa.UniqueConstraint(
            "import_id", "number", name=op.f("uq_outcome_import_row_import_id_number")
        ),
    )
    with op.batch_alter_table("outcome_import_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcome_import_row_import_id_fate_number"),
            ["import_id", "fate", "number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_import_row_participation_id"), ["participation_id"], unique=False
        )
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "news", "correction", "import_undone", name="cause", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "via",
            sa.Enum(
                "link",
                "code",
                "told_by",
                "import",
                "webhook",
                "by_hand",
                "none",
                name="source",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage_before",
            sa.Enum(
                "signed_up",
                "confirmed",
                "no_show",
                "cancelled",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage_after",
            sa.Enum(
                "signed_up",
                "confirmed",
                "no_show",
                "cancelled",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source_before",
            sa.Enum(
                "link",
                "code",
                "told_by",
                "import",
                "webhook",
                "by_hand",
                "none",
                name="source",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source_after",
            sa.Enum(
                "link",
                "code",
                "told_by",
                "import",
                "webhook",
                "by_hand",
                "none",
                name="source",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("participation_before_id", sa.Uuid(), nullable=True),
        sa.Column("participation_after_id", sa.Uuid(), nullable=True),
        sa.Column("news_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["outcome_import.id"],
            name=op.f("fk_correction_import_id_outcome_import"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_correction_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_correction_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["participation_after_id"],
            ["participation.id"],
            name=op.f("fk_correction_participation_after_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_before_id"],
            ["participation.id"],
            name=op.f("fk_correction_participation_before_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint(
            "outcome_id", "position", name=op.f("uq_correction_outcome_id_position")
        ),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_correction_participation_after_id"),
            ["participation_after_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_correction_participation_before_id"),
            ["participation_before_id"],
            unique=False,
        )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "counted",
                "changed",
                "same",
                "older",
                "test",
                "not_signed",
                "bad_signature",
                "bad_time",
                "not_understood",
                "no_reference",
                "id_number",
                "unknown_code",
                "unknown_status",
                "not_running",
                name="verdict",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_webhook_delivery_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhook.id"],
            name=op.f("fk_webhook_delivery_webhook_id_webhook"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "webhook_id", "message_id", name=op.f("uq_webhook_delivery_webhook_id_message_id")
        ),
    )
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_delivery_created_at"), ["created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_webhook_delivery_outcome_id"), ["outcome_id"], unique=False
        )
        batch_op.create_index(
            "ix_webhook_delivery_webhook_id_created_at",
            ["webhook_id", "created_at", "id"],
            unique=False,
        )

    with op.batch_alter_table("goal_source", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed", sa.Integer(), nullable=True))
    op.execute(
        sa.text(
            "UPDATE goal_source SET confirmed = (SELECT count(*) FROM outcome"
            " WHERE outcome.goal_id = goal_source.goal_id"
            " AND outcome.source = goal_source.source AND outcome.stage = 'confirmed')"
        )
    )
    with op.batch_alter_table("goal_source", schema=None) as batch_op:
        batch_op.alter_column("confirmed", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("news_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("import_id", sa.Uuid(), nullable=True))
    op.execute(sa.text("UPDATE outcome SET news_at = happened_at"))
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.alter_column("news_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index("ix_outcome_goal_id_happened_at", ["goal_id", "happened_at", "id"])
        batch_op.create_index(batch_op.f("ix_outcome_import_id"), ["import_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_outcome_import_id_outcome_import"),
            "outcome_import",
            ["import_id"],
            ["id"],
        )


def downgrade():
    for table in ("webhook_delivery", "correction", "outcome_import_row", "official_figure"):
        op.drop_table(table)
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_outcome_import_id_outcome_import"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outcome_import_id"))
        batch_op.drop_index("ix_outcome_goal_id_happened_at")
        batch_op.drop_column("import_id")
        batch_op.drop_column("news_at")
    op.drop_table("outcome_import")
    op.drop_table("webhook")
    with op.batch_alter_table("goal_source", schema=None) as batch_op:
        batch_op.drop_column("confirmed")
    _speak_as_before()


def _speak_as_before():
    """Words that were not there yet go back to the nearest there was, and totals with them."""
    op.execute(sa.text("UPDATE outcome SET stage = 'signed_up' WHERE stage = 'no_show'"))
    op.execute(sa.text("UPDATE outcome SET stage = 'cancelled' WHERE stage = 'withdrawn'"))
    for new in NEW_SOURCES:
        op.execute(
            sa.text("UPDATE outcome SET source = 'code' WHERE source = :new").bindparams(new=new)
        )
    kept = sa.table(
        "goal_source",
        sa.column("id", sa.Uuid()),
        sa.column("goal_id", sa.Uuid()),
        sa.column("source", sa.String()),
        sa.column("sign_ups", sa.Integer()),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    told = connection.execute(
        sa.select(kept.c.goal_id, sa.func.sum(kept.c.sign_ups), sa.func.max(kept.c.created_at))
        .where(kept.c.source.in_([*NEW_SOURCES, "code"]))
        .group_by(kept.c.goal_id)
    ).all()
    connection.execute(kept.delete().where(kept.c.source.in_([*NEW_SOURCES, "code"])))
    for goal_id, sign_ups, created_at in told:
        connection.execute(
            kept.insert().values(
                id=uuid.uuid4(),
                goal_id=goal_id,
                source="code",
                sign_ups=sign_ups,
                created_at=created_at,
            )
        )
