"""How posts are logged and looked at

What is elsewhere than on Instagram has a day its author says, words and screenshots. A cohort may
want posts looked at before they count. A question nobody could answer goes on into the idea box.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

REVIEWS = ("not_wanted", "waiting", "returned", "approved")
PLACES = ("in_person", "messages", "comments", "phone", "event")
LED_TO = ("talk", "link", "coming", "decided")
NEW_IN_POST = (
    "is_day_told",
    "words",
    "caption",
    "review",
    "review_reason",
)


def upgrade() -> None:
    _posts()
    _screenshots()
    _sharers()
    _conversations()
    _ideas()
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(_no("reviews_posts"))
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.alter_column("reviews_posts", server_default=None)


def _no(name):
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _empty(name):
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def _one_of(name, values):
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _posts():
    review = _one_of("reviewstate", REVIEWS)
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(_no("is_day_told"))
        batch_op.add_column(_empty("words"))
        batch_op.add_column(_empty("caption"))
        batch_op.add_column(sa.Column("own_percent", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asked_people", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("shows_disclosure", sa.Boolean(), nullable=True))
        batch_op.add_column(
            sa.Column("review", review, nullable=False, server_default="not_wanted")
        )
        batch_op.add_column(_empty("review_reason"))
        for name in ("sent_in_at", "reviewed_at", "removed_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reviewed_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("sent_key", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_post_reviewed_by_id_user_account"),
            "user_account",
            ["reviewed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_unique_constraint(batch_op.f("uq_post_sent_key"), ["sent_key"])
        batch_op.create_check_constraint(
            batch_op.f("ck_post_own_percent_is_percent"), "own_percent between 0 and 100"
        )
        batch_op.create_index(batch_op.f("ix_post_reviewed_by_id"), ["reviewed_by_id"])
    with op.batch_alter_table("post", schema=None) as batch_op:
        for name in NEW_IN_POST:
            batch_op.alter_column(name, server_default=None)
    waiting, removed = sa.text("review = 'waiting'"), sa.text("removed_at IS NOT NULL")
    op.create_index(
        "ix_post_waiting",
        "post",
        ["campaign_id", "sent_in_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index(
        "ix_post_removed_at",
        "post",
        ["removed_at"],
        sqlite_where=removed,
        postgresql_where=removed,
    )


def _screenshots():
    op.create_table(
        "screenshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("original_key", sa.String(), nullable=True),
        sa.Column("storage_key", sa.String(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["post.id"],
            name=op.f("fk_screenshot_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenshot")),
        sa.UniqueConstraint("post_id", "checksum", name=op.f("uq_screenshot_post_id_checksum")),
    )
    op.create_index(op.f("ix_screenshot_checksum"), "screenshot", ["checksum"])


def _sharers():
    op.create_table(
        "post_sharer",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_post_sharer_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["post.id"],
            name=op.f("fk_post_sharer_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "participation_id", name=op.f("pk_post_sharer")),
    )
    op.create_index(op.f("ix_post_sharer_participation_id"), "post_sharer", ["participation_id"])


def _conversations():
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        place = _one_of("conversationplace", PLACES)
        batch_op.add_column(sa.Column("place", place, nullable=True))
        batch_op.add_column(sa.Column("led_to", _one_of("ledto", LED_TO), nullable=True))
        batch_op.add_column(sa.Column("idea_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("sent_key", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_conversation_idea_id_idea"),
            "idea",
            ["idea_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_unique_constraint(batch_op.f("uq_conversation_sent_key"), ["sent_key"])
        batch_op.create_index(batch_op.f("ix_conversation_idea_id"), ["idea_id"])


def _ideas():
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_idea_owner_id_user_account"),
            "user_account",
            ["owner_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_idea_owner_id"), ["owner_id"])
    op.execute(
        "UPDATE idea SET answered_at = (SELECT min(idea_reply.created_at) FROM idea_reply "
        "WHERE idea_reply.idea_id = idea.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_column("reviews_posts")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_owner_id"))
        batch_op.drop_constraint(batch_op.f("fk_idea_owner_id_user_account"), type_="foreignkey")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("owner_id")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_idea_id"))
        batch_op.drop_constraint(batch_op.f("uq_conversation_sent_key"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_conversation_idea_id_idea"), type_="foreignkey")
        for name in ("sent_key", "idea_id", "led_to", "place"):
            batch_op.drop_column(name)
    op.drop_table("post_sharer")
    op.drop_table("screenshot")
    _without_posts_news()


def _without_posts_news():
    """Leave the posts there were before; what an older product has no word for would stop it."""
    op.execute(
        "DELETE FROM post WHERE channel IN ('blog', 'talk', 'stand', 'other') "
        "OR removed_at IS NOT NULL"
    )
    op.drop_index("ix_post_removed_at", "post")
    op.drop_index("ix_post_waiting", "post")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_reviewed_by_id"))
        batch_op.drop_constraint(batch_op.f("ck_post_own_percent_is_percent"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_post_sent_key"), type_="unique")
        batch_op.drop_constraint(
            batch_op.f("fk_post_reviewed_by_id_user_account"), type_="foreignkey"
        )
        for name in (*NEW_IN_POST, "own_percent", "sent_in_at", "reviewed_at"):
            batch_op.drop_column(name)
        for name in ("asked_people", "shows_disclosure"):
            batch_op.drop_column(name)
        for name in ("removed_at", "reviewed_by_id", "sent_key"):
            batch_op.drop_column(name)
