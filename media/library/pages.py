"""The library's pages and pieces of pages, put together from the address and what is known."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for

from accounts.session import current_organisation
from core import refusals
from core.db import utcnow
from core.formats import local_date
from media.library import queries, uploads
from media.library.describing import row_of, waiting
from media.library.enums import FOR_INSTAGRAM, AssetKind, AssetState, RenditionFormat, Shelf
from media.library.films.forms import CaptionsForm, CoverForm
from media.library.forms import DetailsForm, FocalPointForm, UploadForm
from media.library.models import Asset, Rendition
from media.library.operations import Fate
from media.library.originals.forms import OriginalForm
from media.library.originals.queries import count_look_alikes, versions_of
from media.library.permissions import is_withdrawn
from media.library.progress import making
from media.library.queries import Wanted
from media.library.room import room_shown
from media.library.signals import uses_of
from media.library.standing import Standing, heading, standings
from media.library.zones import Zone, safe_zone

TRACKS = {"da": RenditionFormat.CAPTIONS_DA, "en": RenditionFormat.CAPTIONS_EN}


@dataclass(frozen=True)
class Card:
    """A picture as it stands in the grid."""

    asset: Asset
    thumb: Rendition | None
    standings: list[Standing]


@dataclass(frozen=True)
class Shape:
    """A picture in one of Instagram's formats, with what stays in sight of it."""

    rendition: Rendition
    zone: Zone | None


def _today() -> date:
    return local_date(utcnow(), current_organisation().timezone)


def cards(assets: Iterable[Asset]) -> list[Card]:
    """Return pictures as they stand in the grid."""
    today = _today()
    return [Card(asset, _thumb(asset), standings(asset, today)) for asset in assets]


def _thumb(asset: Asset) -> Rendition | None:
    return None if is_withdrawn(asset) else queries.rendition(asset, RenditionFormat.THUMB)


def upload_form() -> UploadForm:
    """Return the form to bring pictures in, as it was sent or empty."""
    form = UploadForm()
    form.offer_units(queries.units_of(current_organisation().id))
    return form


def library_page(form: UploadForm, fates: Iterable[Fate] = ()) -> str:
    """Return the library as its address asks for it: searched, narrowed, turned to a page."""
    organisation_id, today = current_organisation().id, _today()
    wanted = _wanted()
    page = request.args.get("page", 1, type=int)
    found = queries.list_assets(organisation_id, on=today, wanted=wanted, page=page)
    total, ready = queries.count_assets(organisation_id, on=today)
    now = making(asset.id for asset in found.items)
    return render_template(
        "media/library/list.html",
        form=form,
        fates=list(fates),
        pages=found,
        cards=cards(found.items),
        total=total,
        ready=ready,
        wanted=wanted,
        kept=_in_address(wanted),
        is_narrowed=wanted != Wanted(),
        shelves=_shelf_links(wanted),
        kinds=[(one.value, one.label) for one in AssetKind],
        units=[(one.id, one.path) for one in queries.units_of(organisation_id)],
        collections=[(one.id, one.name) for one in queries.collections_of(organisation_id)],
        making=now,
        asked=now.ids,
        megabytes=uploads.most_megabytes(),
        alike=count_look_alikes(organisation_id),
        undescribed=len(waiting()),
        room=room_shown(organisation_id, total),
    )


def _wanted() -> Wanted:
    shelf, kind = request.args.get("shelf", ""), request.args.get("kind", "")
    return Wanted(
        search=request.args.get("search", "").strip()[:100],
        shelf=Shelf(shelf) if shelf in set(Shelf) else Shelf.EVERYTHING,
        kind=AssetKind(kind) if kind in set(AssetKind) else None,
        unit_id=request.args.get("unit", type=uuid.UUID),
        collection_id=request.args.get("collection", type=uuid.UUID),
    )


def _in_address(wanted: Wanted) -> dict[str, Any]:
    """Return what is looked for as it stands in the addresses of other pages of the list."""
    return {
        "search": wanted.search or None,
        "shelf": wanted.shelf.value or None,
        "kind": wanted.kind.value if wanted.kind else None,
        "unit": wanted.unit_id,
        "collection": wanted.collection_id,
    }


def _shelf_links(wanted: Wanted) -> list[dict[str, object]]:
    slug, kept = current_organisation().slug, _in_address(wanted)
    return [
        {
            "label": one.label,
            "current": one is wanted.shelf,
            "url": url_for(
                "library_organiser.list_assets",
                organisation=slug,
                **{**kept, "shelf": one.value or None},
            ),
        }
        for one in Shelf
    ]


def asset_page(
    asset: Asset,
    details: DetailsForm,
    focal: FocalPointForm,
    *,
    cover: CoverForm | None = None,
    captions: CaptionsForm | None = None,
    original: OriginalForm | None = None,
) -> str:
    """Return one picture's page; a form that was not sent shows what is known."""
    if not details.errors:
        details.fill_in(asset)
    sent = next((one for one in (focal, cover, captions, original) if one and one.errors), details)
    return render_template(
        "media/library/asset.html",
        form=sent,
        details=details,
        cover=cover or CoverForm(formdata=None),
        captions=captions or CaptionsForm(formdata=None),
        original=original or OriginalForm(formdata=None),
        versions=versions_of(asset.id),
        uses=uses_of(asset),
        row=row_of(asset),
        **_parts(asset, focal),
    )


def page_with(asset: Asset, **sent: Any) -> str:
    """Return a page with a form about the file itself, which was sent and is not right."""
    return asset_page(asset, details_form(formdata=None), FocalPointForm(formdata=None), **sent)


def details_form(**options: Any) -> DetailsForm:
    """Return the form about one picture, with what there is to choose from."""
    form = DetailsForm(**options)
    form.offer_collections(queries.collections_of(current_organisation().id))
    form.offer_units(queries.units_of(current_organisation().id))
    return form


def asset_progress(asset: Asset, focal: FocalPointForm) -> str:
    """Return how far one picture is, and the pieces of its page that change when it is done."""
    return render_template("media/library/asset_progress.html", **_parts(asset, focal))


def _parts(asset: Asset, focal: FocalPointForm) -> dict[str, object]:
    if not focal.errors:
        focal.fill_in(asset)
    today = _today()
    is_shown = not is_withdrawn(asset)
    made = {row.format: row for row in asset.renditions if is_shown}
    is_refused = asset.state is AssetState.REFUSED
    megabytes = uploads.most_megabytes()
    return {
        "asset": asset,
        "focal": focal,
        "heading": heading(asset, today),
        "standings": standings(asset, today),
        "making": making([asset.id]),
        "whole": made.get(RenditionFormat.WHOLE),
        "film": made.get(RenditionFormat.FILM),
        "tracks": [(code, made[one]) for code, one in TRACKS.items() if one in made],
        "shapes": [Shape(made[one], safe_zone(one)) for one in FOR_INSTAGRAM if one in made],
        "refusal": refusals.reason(asset.refusal, megabytes=megabytes) if is_refused else "",
    }


def ids_in_address(ids: Iterable[uuid.UUID]) -> str:
    """Return ids as they stand in the address that asks for progress."""
    return ",".join(one.hex for one in ids)
