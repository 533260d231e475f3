"""Kits: the organiser's pages and the ambassador's."""

from core import storage
from core.db import db
from media.kits.models import Caption, Kit, KitItem, KitVariant, OverlaidRendition
from media.library.enums import RenditionFormat
from tests.core.permission_matrix import Rows, page
from tests.core.world import COHORT, Who, World, thing
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
STRANGERS = frozenset({Who.REMOVED, Who.FOREIGN_ORGANISER, Who.FOREIGN_AMBASSADOR})


@thing
def kit(world: World) -> Kit:
    """A kit that is out, with a picture and a text."""
    made = KitFactory(organisation=world.organisation, cohorts=[world.cohort])
    asset = AssetFactory(organisation=world.organisation, renditions=True)
    KitItemFactory(kit=made, asset=asset)
    CaptionFactory(kit=made)
    return made


@thing
def kit_item(world: World) -> KitItem:
    return world.kit.items[0]


@thing
def stored_item(world: World) -> KitItem:
    """The kit's picture with files behind its shapes."""
    item: KitItem = world.kit_item
    for one in item.asset.renditions:
        storage.save(one.storage_key, b"\xff\xd8\xff", mimetype=one.mimetype)
    return item


@thing
def kit_caption(world: World) -> Caption:
    return world.kit.captions[0]


@thing
def kit_variant(world: World) -> KitVariant:
    made = KitVariant(kit_id=world.kit.id, locale="en", position=0)
    world.kit.variants.append(made)
    db.session.flush()
    return made


@thing
def overlaid(world: World) -> OverlaidRendition:
    """A picture of the kit with a mark on it, and its file."""
    made = OverlaidRendition(
        item_id=world.kit_item.id,
        format=RenditionFormat.PORTRAIT,
        source_key=world.kit_item.asset.renditions[0].storage_key,
        settings="0" * 16,
        storage_key=f"overlays/{world.slug}/one.jpg",
        mimetype="image/jpeg",
        width=1080,
        height=1350,
        byte_size=4,
    )
    storage.save(made.storage_key, b"jpeg", mimetype=made.mimetype)
    db.session.add(made)
    db.session.flush()
    return made


def here(world: World) -> str:
    return f"/o/{world.slug}/kits/{world.kit.id}"


def item(world: World) -> str:
    return f"{here(world)}/pictures/{world.kit_item.id}"


def caption(world: World) -> str:
    return f"{here(world)}/captions/{world.kit_caption.id}"


def variant(world: World) -> str:
    return f"{here(world)}/variants/{world.kit_variant.id}"


def post(endpoint: str, path: object, **more: object) -> Rows:
    return Rows(endpoint=endpoint, path=path, allowed=ORGANISERS, method="POST", **more)  # type: ignore[arg-type]


def mine(view: str, rest: str, **more: object) -> Rows:
    return Rows(
        endpoint=f"kits_reception.{view}",
        path=lambda w: f"/my/kits/{w.kit.id}{rest}",
        method="POST",
        allowed=COHORT,
        **more,  # type: ignore[arg-type]  # passed on as they are
    )


ROWS = [
    Rows(
        endpoint="kits_organiser.list_kits", path=lambda w: f"/o/{w.slug}/kits", allowed=ORGANISERS
    ),
    *page("kits_organiser.new_kit", lambda w: f"/o/{w.slug}/kits/new", ORGANISERS),
    Rows(endpoint="kits_organiser.show_kit", path=here, allowed=ORGANISERS),
    *page("kits_organiser.edit_kit", lambda w: f"{here(w)}/settings", ORGANISERS),
    Rows(
        endpoint="kits_organiser.preview_kit",
        path=lambda w: f"{here(w)}/preview",
        allowed=ORGANISERS,
    ),
    post("kits_organiser.publish_kit", lambda w: f"{here(w)}/publication"),
    post("kits_organiser.withdraw_kit", lambda w: f"{here(w)}/withdrawal"),
    post("kits_organiser.copy_kit", lambda w: f"{here(w)}/copies"),
    Rows(
        endpoint="kits_builder.choose_pictures",
        path=lambda w: f"{here(w)}/pictures",
        allowed=ORGANISERS,
    ),
    post("kits_builder.add_pictures", lambda w: f"{here(w)}/pictures"),
    post("kits_builder.order_pictures", lambda w: f"{here(w)}/pictures/order"),
    *page("kit_items.edit_item", item, ORGANISERS),
    Rows(
        endpoint="kit_items.show_item_progress",
        path=lambda w: f"{item(w)}/progress",
        allowed=ORGANISERS,
        answers=frozenset({302}),  # without script, to the whole page
    ),
    Rows(
        endpoint="kit_files.send_overlaid",
        path=lambda w: f"/files/kits/{w.overlaid.id}",
        allowed=ORGANISERS | COHORT | {Who.READER},
        says={Who.LEADER: 403, **dict.fromkeys(STRANGERS, 404)},
    ),
    *page("kit_variants.new_variant", lambda w: f"{here(w)}/variants/new", ORGANISERS),
    Rows(endpoint="kit_variants.show_variant", path=variant, allowed=ORGANISERS),
    *page("kit_variants.edit_variant", lambda w: f"{variant(w)}/settings", ORGANISERS),
    post("kit_variants.remove_variant", lambda w: f"{variant(w)}/removal"),
    post("kits_builder.move_picture", lambda w: f"{item(w)}/place"),
    post("kits_builder.remove_picture", lambda w: f"{item(w)}/removal"),
    post("kits_builder.add_caption", lambda w: f"{here(w)}/captions/da"),
    post("kits_builder.edit_caption", caption),
    post("kits_builder.remove_caption", lambda w: f"{caption(w)}/removal"),
    post("kits_builder.choose_relation", lambda w: f"{here(w)}/first-line"),
    Rows(
        endpoint="kits_ambassador.list_kits",
        path=lambda w: "/my/kits",
        allowed=COHORT | {Who.FOREIGN_AMBASSADOR},
    ),
    Rows(
        endpoint="kits_ambassador.show_kit", path=lambda w: f"/my/kits/{w.kit.id}", allowed=COHORT
    ),
    Rows(
        endpoint="kits_ambassador.word_kit",
        path=lambda w: f"/my/kits/{w.kit.id}",
        method="POST",
        allowed=COHORT,
    ),
    Rows(
        endpoint="kits_ambassador.page_qr",
        path=lambda w: f"/my/kits/{w.kit.id}/phone.svg",
        allowed=COHORT,
    ),
    Rows(
        endpoint="kits_ambassador.link_qr",
        path=lambda w: f"/my/kits/{w.kit.id}/link.svg",
        allowed=COHORT,
        answers=frozenset({200, 404}),  # none while no campaign with the kit runs
    ),
    *page("kits_reception.give_feedback", lambda w: f"/my/kits/{w.kit.id}/feedback", COHORT),
    Rows(
        endpoint="kits_reception.list_hidden",
        path=lambda w: "/my/kits/hidden",
        allowed=COHORT | {Who.FOREIGN_AMBASSADOR},
    ),
    mine("hide_kit", "/hiding"),
    mine("show_kit_again", "/return"),
    mine("note_fetch", "/fetches", data=lambda w: {"way": "share"}, answers=frozenset({204})),
    Rows(
        endpoint="kits_reception.save_picture",
        path=lambda w: f"/my/kits/{w.kit.id}/pictures/{w.stored_item.id}/4x5",
        method="POST",
        allowed=COHORT,
    ),
    Rows(
        endpoint="kits_ambassador.download_kit",
        path=lambda w: f"/my/kits/{w.kit.id}/download",
        method="POST",
        allowed=COHORT,
    ),
]
