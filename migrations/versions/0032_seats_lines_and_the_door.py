"""Seats, lines and the door

What is asked at an event's sign-up, who waits in which turn, who said who told them, who did not
come, and what people thought afterwards. Seats of before take who told them from their outcome.

Revision ID: 0032
Revises: 0031

"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# Column, type, and what rows already there get.
EVENT = (
    ("waited", sa.Integer(), "0"),
    ("has_waiting_list", sa.Boolean(), sa.false()),
    ("status", sa.String(length=32), "open"),
    ("sequence", sa.Integer(), "0"),
    ("consent_da", sa.String(), ""),
    ("consent_en", sa.String(), ""),
)
SIGN_UP = (
    ("source", sa.String(length=32), "none"),
    ("answers", sa.JSON(), "{}"),
    ("said_informed", sa.Boolean(), sa.false()),
    ("said_decided", sa.Boolean(), sa.false()),
)
MOMENTS = ("missed_at", "reminded_at", "thanked_at")


def upgrade():
    op.create_table(
        "event_field",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label_da", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("why_da", sa.String(), nullable=False),
        sa.Column("why_en", sa.String(), nullable=False),
        sa.Column("options_da", sa.JSON(), nullable=False),
        sa.Column("options_en", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_field_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_field")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_event_field_event_id_position")),
    )
    op.create_table(
        "event_impression",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_impression_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_impression")),
        sa.UniqueConstraint(
            "event_id",
            "question",
            "verdict",
            name=op.f("uq_event_impression_event_id_question_verdict"),
        ),
    )
    _add("event", EVENT, ("changed_at",))
    _add("sign_up", SIGN_UP, MOMENTS)
    with op.batch_alter_table("sign_up") as table:
        table.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        table.add_column(sa.Column("participation_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_sign_up_participation_id_participation"),
            "participation",
            ["participation_id"],
            ["id"],
        )
        table.create_unique_constraint(op.f("uq_sign_up_event_id_turn"), ["event_id", "turn"])
    op.create_index(op.f("ix_sign_up_participation_id"), "sign_up", ["participation_id"])
    _say_who_told()
    _add("ambassador", (("named_to_guests", sa.Boolean(), sa.false()),), ())


def _add(name, columns, moments):
    """Add columns that every row has: with a value for those there, and none for those to come."""
    for column, kind, value in columns:
        op.add_column(name, sa.Column(column, kind, nullable=False, server_default=value))
    for column in moments:
        op.add_column(name, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table(name) as table:
        for column, kind, _value in columns:
            table.alter_column(column, existing_type=kind, server_default=None)


def _say_who_told():
    outcome = sa.table(
        "outcome",
        sa.column("external_ref", sa.String()),
        sa.column("source", sa.String()),
        sa.column("participation_id", sa.Uuid()),
    )
    sign_up = sa.table(
        "sign_up",
        sa.column("id", sa.Uuid()),
        sa.column("source", sa.String()),
        sa.column("participation_id", sa.Uuid()),
    )
    seats = [seat for (seat,) in op.get_bind().execute(sa.select(sign_up.c.id))]
    for start in range(0, len(seats), 500):
        told = sa.select(outcome).where(
            outcome.c.external_ref.in_([str(seat) for seat in seats[start : start + 500]])
        )
        rows = [
            {
                "seat": uuid.UUID(row.external_ref),
                "how": row.source,
                "part": row.participation_id,
            }
            for row in op.get_bind().execute(told).all()
        ]
        if rows:
            op.get_bind().execute(
                sa.update(sign_up)
                .where(sign_up.c.id == sa.bindparam("seat"))
                .values(source=sa.bindparam("how"), participation_id=sa.bindparam("part")),
                rows,
            )


def downgrade():
    op.drop_column("ambassador", "named_to_guests")
    op.execute("DELETE FROM sign_up WHERE turn IS NOT NULL")  # who waits has no seat
    op.drop_index(op.f("ix_sign_up_participation_id"), table_name="sign_up")
    with op.batch_alter_table("sign_up") as table:
        table.drop_constraint(op.f("uq_sign_up_event_id_turn"), type_="unique")
        table.drop_constraint(op.f("fk_sign_up_participation_id_participation"), type_="foreignkey")
        for column in ("turn", "participation_id", *MOMENTS, *(c[0] for c in SIGN_UP)):
            table.drop_column(column)
    with op.batch_alter_table("event") as table:
        for column in ("changed_at", *(c[0] for c in EVENT)):
            table.drop_column(column)
    op.drop_table("event_impression")
    op.drop_table("event_field")
