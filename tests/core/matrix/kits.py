"""Kits: the organiser's pages and the ambassador's."""

from media.kits.models import Caption, Kit, KitItem
from tests.core.permission_matrix import Rows, page
from tests.core.world import COHORT, Who, World, thing
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})


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
def kit_caption(world: World) -> Caption:
    return world.kit.captions[0]


def here(world: World) -> str:
    return f"/o/{world.slug}/kits/{world.kit.id}"


def item(world: World) -> str:
    return f"{here(world)}/pictures/{world.kit_item.id}"


def caption(world: World) -> str:
    return f"{here(world)}/captions/{world.kit_caption.id}"


def post(endpoint: str, path: object, **more: object) -> Rows:
    return Rows(endpoint=endpoint, path=path, allowed=ORGANISERS, method="POST", **more)  # type: ignore[arg-type]


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
        endpoint="kits_ambassador.download_kit",
        path=lambda w: f"/my/kits/{w.kit.id}/download",
        method="POST",
        allowed=COHORT,
    ),
]
