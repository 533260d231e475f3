"""Training that people finish

Practice tasks, pictures and films in lessons, four kinds of questions, what changed since somebody
passed, and kind reminders.

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-21 21:58:00.000000

"""
import uuid

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LESSON_KIND = sa.Enum("reading", "practice", name="lessonkind", native_enum=False, length=32)
ASKS = sa.Enum(
    "text", "picture", "both", name="practiceanswerkind", native_enum=False, length=32
)
QUESTION_KIND = sa.Enum(
    "one", "several", "order", "text", name="questionkind", native_enum=False, length=32
)
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    make_pictures()
    change_modules()
    change_lessons()
    change_questions()
    change_answers()
    make_films()
    make_practice()
    make_nudges()


def make_pictures():
    op.create_table(
        "training_picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=True),
        sa.Column("original_key", sa.String(), nullable=True),
        sa.Column("storage_key", sa.String(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_training_picture_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_training_picture_ambassador_id_ambassador"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_picture")),
    )
    with op.batch_alter_table("training_picture", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_training_picture_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(
            op.f("ix_training_picture_ambassador_id"), ["ambassador_id"], unique=False
        )


def change_modules():
    with op.batch_alter_table("training_module", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("retake_asked_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("archived_at", MOMENT, nullable=True))


def fill(table, **values):
    """Give rows already there what new ones get by themselves."""
    columns = sa.table(table, *map(sa.column, values))
    op.execute(columns.update().values(values))
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in values:
            batch_op.alter_column(column, existing_type=TYPES.get(column, sa.String()), nullable=False)


TYPES = {"kind": sa.String(32), "asks": sa.String(32)}


def change_lessons():
    with op.batch_alter_table("training_lesson", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", LESSON_KIND, nullable=True))
        batch_op.add_column(sa.Column("asks", ASKS, nullable=True))
        for column in ("drawing", "alt_da", "alt_en"):
            batch_op.add_column(sa.Column(column, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("picture_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("changed_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("archived_at", MOMENT, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_training_lesson_picture_id_training_picture"),
            "training_picture",
            ["picture_id"],
            ["id"],
        )
        batch_op.create_index(
            op.f("ix_training_lesson_picture_id"), ["picture_id"], unique=False
        )
    fill("training_lesson", kind="reading", asks="text", drawing="", alt_da="", alt_en="")


def change_questions():
    with op.batch_alter_table("training_question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", QUESTION_KIND, nullable=True))
        batch_op.add_column(sa.Column("explanation_da", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("explanation_en", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", MOMENT, nullable=True))
    fill("training_question", kind="one", explanation_da="", explanation_en="")


def change_answers():
    """An answer was one choice; now it is a list of them, or a text."""
    with op.batch_alter_table("quiz_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chosen", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("is_right", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("is_carried", sa.Boolean(), nullable=True))
    answer = sa.table("quiz_answer", *typed_columns())
    choice = sa.table("training_choice", sa.column("id", sa.Uuid()), sa.column("is_right"))
    right = sa.select(choice.c.is_right).where(choice.c.id == answer.c.choice_id)
    op.execute(
        answer.update().values(text="", is_carried=sa.false(), is_right=right.scalar_subquery())
    )
    used = sa.select(answer.c.choice_id).distinct()
    for choice_id in list(op.get_bind().scalars(used)):
        op.execute(
            answer.update().where(answer.c.choice_id == choice_id).values(chosen=[str(choice_id)])
        )
    with op.batch_alter_table("quiz_answer", schema=None) as batch_op:
        batch_op.alter_column("chosen", existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column("text", existing_type=sa.Text(), nullable=False)
        batch_op.alter_column("is_right", existing_type=sa.Boolean(), nullable=False)
        batch_op.alter_column("is_carried", existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_index(op.f("ix_quiz_answer_choice_id"))
        batch_op.drop_constraint(
            op.f("fk_quiz_answer_choice_id_training_choice"), type_="foreignkey"
        )
        batch_op.drop_column("choice_id")


def typed_columns():
    return [
        sa.column("id", sa.Uuid()),
        sa.column("question_id", sa.Uuid()),
        sa.column("choice_id", sa.Uuid()),
        sa.column("chosen", sa.JSON()),
        sa.column("text", sa.Text()),
        sa.column("is_right", sa.Boolean()),
        sa.column("is_carried", sa.Boolean()),
    ]


def make_films():
    op.create_table(
        "lesson_video",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("mimetype", sa.String(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("captions_da", sa.Text(), nullable=False),
        sa.Column("captions_en", sa.Text(), nullable=False),
        sa.Column("transcript_da", sa.Text(), nullable=False),
        sa.Column("transcript_en", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["training_lesson.id"],
            name=op.f("fk_lesson_video_lesson_id_training_lesson"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_video")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_lesson_video_lesson_id")),
    )


def make_practice():
    op.create_table(
        "practice_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_key", sa.String(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", MOMENT, nullable=True),
        sa.Column("replied_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"],
            ["ambassador.id"],
            name=op.f("fk_practice_answer_ambassador_id_ambassador"),
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["training_lesson.id"],
            name=op.f("fk_practice_answer_lesson_id_training_lesson"),
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["training_picture.id"],
            name=op.f("fk_practice_answer_picture_id_training_picture"),
        ),
        sa.ForeignKeyConstraint(
            ["replied_by_id"],
            ["user_account.id"],
            name=op.f("fk_practice_answer_replied_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_answer")),
        sa.UniqueConstraint(
            "ambassador_id", "lesson_id", name=op.f("uq_practice_answer_ambassador_id_lesson_id")
        ),
    )
    with op.batch_alter_table("practice_answer", schema=None) as batch_op:
        for column in ("lesson_id", "picture_id", "replied_by_id"):
            batch_op.create_index(op.f(f"ix_practice_answer_{column}"), [column], unique=False)


def make_nudges():
    op.create_table(
        "nudge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column(
            "about",
            sa.Enum("training", name="nudgeabout", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name=op.f("fk_nudge_ambassador_id_ambassador")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["user_account.id"],
            name=op.f("fk_nudge_asked_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
    )
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_nudge_ambassador_id"), ["ambassador_id"], unique=False)
        batch_op.create_index(op.f("ix_nudge_asked_by_id"), ["asked_by_id"], unique=False)


def downgrade():
    for table in ("nudge", "practice_answer", "lesson_video"):
        op.drop_table(table)
    restore_answers()
    with op.batch_alter_table("training_question", schema=None) as batch_op:
        for column in ("kind", "explanation_da", "explanation_en", "archived_at"):
            batch_op.drop_column(column)
    with op.batch_alter_table("training_lesson", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_training_lesson_picture_id"))
        batch_op.drop_constraint(
            op.f("fk_training_lesson_picture_id_training_picture"), type_="foreignkey"
        )
        for column in ("picture_id", "kind", "asks", "drawing", "alt_da", "alt_en"):
            batch_op.drop_column(column)
        batch_op.drop_column("changed_at")
        batch_op.drop_column("archived_at")
    with op.batch_alter_table("training_module", schema=None) as batch_op:
        for column in ("changed_at", "retake_asked_at", "archived_at"):
            batch_op.drop_column(column)
    op.drop_table("training_picture")


def restore_answers():
    """Keep the first choice of each answer. A free text has none and cannot stay."""
    with op.batch_alter_table("quiz_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choice_id", sa.Uuid(), nullable=True))
    answer = sa.table("quiz_answer", *typed_columns())
    bind = op.get_bind()
    for row in bind.execute(sa.select(answer.c.id, answer.c.chosen)).all():
        if row.chosen:
            first = uuid.UUID(row.chosen[0])
            bind.execute(answer.update().where(answer.c.id == row.id).values(choice_id=first))
    op.execute(answer.delete().where(answer.c.choice_id.is_(None)))
    with op.batch_alter_table("quiz_answer", schema=None) as batch_op:
        batch_op.alter_column("choice_id", existing_type=sa.Uuid(), nullable=False)
        for column in ("chosen", "text", "is_right", "is_carried"):
            batch_op.drop_column(column)
        batch_op.create_foreign_key(
            op.f("fk_quiz_answer_choice_id_training_choice"),
            "training_choice",
            ["choice_id"],
            ["id"],
        )
        batch_op.create_index(op.f("ix_quiz_answer_choice_id"), ["choice_id"], unique=False)
