"""Local variants and overlays of kits

A kit has a base and local variants with texts and pictures of their own; a picture has a kind,
formats, alt text of its own and an overlay; a text has mentions. Kits from before are all base.

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-22 01:09:37.649643

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def words(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, length=32)


FORMATS = words("renditionformat", "4x5", "3x4", "1x1", "9x16", "preview", "thumb", "whole")
PICTURES = words("variantpictures", "base", "added", "own")
ITEM = {
    "kind": (words("itemkind", "feed", "carousel", "story", "reel"), "feed"),
    "formats": (sa.JSON(), "[]"),
    "alt_da": (sa.String(), ""),
    "alt_en": (sa.String(), ""),
    "overlay": (words("overlay", "none", "mark", "frame"), "none"),
    "overlay_place": (words("overlayplace", "top", "bottom"), "bottom"),
    "overlay_text": (sa.String(), ""),
}
NEW = {
    "caption": {"mentions": (sa.JSON(), "[]")},
    "kit_download": {"is_local": (sa.Boolean(), sa.false())},
    "kit_item": ITEM,
}
BASE_ONLY = sa.text("variant_id is null")


def upgrade():
    _create_variants()
    for table, columns in NEW.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("variant_id", sa.Uuid(), nullable=True))
            for name, (kind, default) in columns.items():
                batch_op.add_column(
                    sa.Column(name, kind, nullable=False, server_default=default)
                )
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_variant_id_kit_variant"),
                "kit_variant",
                ["variant_id"],
                ["id"],
                ondelete="SET NULL" if table == "kit_download" else None,
            )
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, (kind, _) in columns.items():
                batch_op.alter_column(name, existing_type=kind, server_default=None)
    for table in ("caption", "kit_download"):
        op.create_index(op.f(f"ix_{table}_variant_id"), table, ["variant_id"])
    with op.batch_alter_table("kit_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_kit_item_kit_id_asset_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_kit_item_variant_id_asset_id"), ["variant_id", "asset_id"]
        )
    op.create_index(op.f("ix_kit_item_kit_id"), "kit_item", ["kit_id"])
    op.create_index(
        "ix_kit_item_base_asset",
        "kit_item",
        ["kit_id", "asset_id"],
        unique=True,
        sqlite_where=BASE_ONLY,
        postgresql_where=BASE_ONLY,
    )
    # Kits of one unit were local already when they were fetched.
    op.execute(
        "update kit_download set is_local = true"
        " where kit_id in (select id from kit where unit_id is not null)"
    )


def _create_variants():
    op.create_table(
        "kit_variant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("intro_da", sa.String(), nullable=False),
        sa.Column("intro_en", sa.String(), nullable=False),
        sa.Column("pictures", PICTURES, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("locale in ('', 'da', 'en')", name=op.f("ck_kit_variant_locale_known")),
        sa.ForeignKeyConstraint(["kit_id"], ["kit.id"], name=op.f("fk_kit_variant_kit_id_kit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kit_variant_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_variant")),
    )
    op.create_index(op.f("ix_kit_variant_kit_id"), "kit_variant", ["kit_id"])
    op.create_index(op.f("ix_kit_variant_unit_id"), "kit_variant", ["unit_id"])
    op.create_table(
        "overlaid_rendition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("format", FORMATS, nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("mimetype", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["kit_item.id"],
            name=op.f("fk_overlaid_rendition_item_id_kit_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlaid_rendition")),
        sa.UniqueConstraint(
            "item_id", "format", name=op.f("uq_overlaid_rendition_item_id_format")
        ),
        sa.UniqueConstraint("storage_key", name=op.f("uq_overlaid_rendition_storage_key")),
    )


def downgrade():
    op.drop_table("overlaid_rendition")
    # Without variants, what belonged to one would stand in the base.
    op.execute("delete from kit_item where variant_id is not null")
    op.execute("delete from caption where variant_id is not null")
    op.drop_index("ix_kit_item_base_asset", table_name="kit_item")
    op.drop_index(op.f("ix_kit_item_kit_id"), table_name="kit_item")
    with op.batch_alter_table("kit_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_kit_item_variant_id_asset_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_kit_item_kit_id_asset_id"), ["kit_id", "asset_id"]
        )
    for table in ("caption", "kit_download"):
        op.drop_index(op.f(f"ix_{table}_variant_id"), table_name=table)
    for table, columns in NEW.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(
                batch_op.f(f"fk_{table}_variant_id_kit_variant"), type_="foreignkey"
            )
            for name in reversed(columns):
                batch_op.drop_column(name)
            batch_op.drop_column("variant_id")
    op.drop_table("kit_variant")
