"""The library and the addresses of its pictures."""

import uuid

from core import storage
from core.db import db
from media.library.models import Asset, AssetVersion, LookAlike, Rendition
from tests.core.permission_matrix import Rows
from tests.core.world import COHORT, EVERYBODY, STAFF, Who, World, thing
from tests.factories.media import AssetFactory, RenditionFactory

KEEPERS = frozenset({Who.ORGANISER, Who.OWNER})
TO_THE_PAGE = frozenset({302, 303})


@thing
def asset(world: World) -> Asset:
    return AssetFactory(organisation=world.organisation)


@thing
def rendition(world: World) -> Rendition:
    made = RenditionFactory(asset=world.asset)
    storage.save(made.storage_key, b"\xff\xd8\xff", mimetype=made.mimetype)
    return made


def asset_path(world: World, rest: str = "") -> str:
    return f"/o/{world.slug}/library/{world.asset.id}{rest}"


@thing
def version(world: World) -> AssetVersion:
    found = AssetVersion(
        asset_id=world.asset.id,
        original_name="a.jpg",
        storage_key=f"originals/{uuid.uuid4().hex}",
        checksum=uuid.uuid4().hex,
        byte_size=1,
        width=400,
        height=400,
    )
    db.session.add(found)
    return found


@thing
def look_alike(world: World) -> LookAlike:
    other = AssetFactory(organisation=world.organisation)
    found = LookAlike(first=world.asset, second=other)
    db.session.add(found)
    return found


def look_alike_path(world: World, rest: str) -> str:
    return f"/o/{world.slug}/library/look-alikes/{world.look_alike.id}/{rest}"


ROWS = [
    Rows(
        endpoint="originals.replace",
        method="POST",
        path=lambda w: asset_path(w, "/original"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="originals.go_back",
        method="POST",
        path=lambda w: asset_path(w, f"/versions/{w.version.id}"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="originals.list_look_alikes",
        path=lambda w: f"/o/{w.slug}/library/look-alikes",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="originals.keep_apart",
        method="POST",
        path=lambda w: look_alike_path(w, "apart"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="originals.merge",
        method="POST",
        path=lambda w: look_alike_path(w, "merging"),
        data=lambda w: {"keep": str(w.look_alike.second_id)},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.list_assets",
        path=lambda w: f"/o/{w.slug}/library",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.add_pictures",
        method="POST",
        path=lambda w: f"/o/{w.slug}/library",
        data=lambda w: {"credit": "Mette Holm"},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.describe",
        path=lambda w: f"/o/{w.slug}/library/undescribed",
        allowed=KEEPERS,
        answers=TO_THE_PAGE,
    ),
    Rows(
        endpoint="library_organiser.show_progress",
        path=lambda w: f"/o/{w.slug}/library/progress?ids={w.asset.id.hex}",
        allowed=KEEPERS,
        answers=TO_THE_PAGE,
    ),
    Rows(
        endpoint="library_organiser.show_asset",
        path=lambda w: asset_path(w),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.edit_asset",
        method="POST",
        path=lambda w: asset_path(w),
        data=lambda w: {"alt_da": "Pensler", "recognisable": "nobody", "unit": ""},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.move_focal_point",
        method="POST",
        path=lambda w: asset_path(w, "/focal-point"),
        data=lambda w: {"x": "30", "y": "40"},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.show_asset_progress",
        path=lambda w: asset_path(w, "/progress"),
        allowed=KEEPERS,
        answers=TO_THE_PAGE,
    ),
    Rows(
        endpoint="library_organiser.make_again",
        method="POST",
        path=lambda w: asset_path(w, "/renditions"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_organiser.delete_asset",
        method="POST",
        path=lambda w: asset_path(w, "/deletion"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="films.set_cover",
        method="POST",
        path=lambda w: asset_path(w, "/cover"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="films.set_captions",
        method="POST",
        path=lambda w: asset_path(w, "/captions"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="library_files.send_rendition",
        path=lambda w: f"/files/{w.rendition.id}",
        allowed=(STAFF | COHORT) - {Who.LEADER},
        says={Who.LEADER: 403, **dict.fromkeys(EVERYBODY - STAFF - COHORT - {Who.ANONYMOUS}, 404)},
    ),
]
