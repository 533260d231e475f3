"""The organiser's pages of the library: all pictures, and bringing in more."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error
from media.library import describing, operations, pages, queries, room, uploads
from media.library.enums import AssetKind
from media.library.forms import FocalPointForm, UploadForm
from media.library.models import Asset
from media.library.operations import Fate, Origin
from media.library.progress import making

bp = Blueprint("library_organiser", __name__, url_prefix="/o/<slug:organisation>/library")

bp.add_app_template_global(pages.ids_in_address, "ids_in_address")

UPLOADS = "120 per hour"


@bp.get("")
@open_to(Audience.ORGANISER)
def list_assets(organisation: str) -> ResponseReturnValue:
    """Show the pictures, and the form to bring in more."""
    return pages.library_page(pages.upload_form())


@bp.post("")
@open_to(Audience.ORGANISER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id))
def add_pictures(organisation: str) -> ResponseReturnValue:
    """Take pictures in, and tell of each file what became of it."""
    form = pages.upload_form()
    if not form.validate_on_submit():
        return pages.library_page(form), 422
    origin = Origin(
        organisation_id=current_organisation().id,
        uploaded_by_id=signed_in_user().id,
        unit_id=form.unit.data,
        credit=filled(form.credit.data),
    )
    fates = _taken_in(origin, form)
    if not all(fate.is_new for fate in fates):
        return pages.library_page(form, fates), 422 if any(f.refusal for f in fates) else 200
    flash(ngettext("%(num)d picture is in.", "%(num)d pictures are in.", len(fates)), "success")
    return redirect(url_for(".describe", organisation=organisation))


@bp.get("/undescribed")
@open_to(Audience.ORGANISER)
def describe(organisation: str) -> ResponseReturnValue:
    """Lead to the first picture that waits for words, or back to the library."""
    left = describing.waiting()
    if not left:
        return redirect(url_for(".list_assets", organisation=organisation))
    return redirect(
        url_for(".show_asset", organisation=organisation, asset_id=left[0], of=len(left))
    )


def _taken_in(origin: Origin, form: UploadForm) -> list[Fate]:
    db.session.commit()  # nobody waits for the database while files are judged and stored
    with uploads.received(form.pictures.data or ()) as incoming:
        checksums = [one.checksum for one in incoming]
        known = set(queries.known_checksums(origin.organisation_id, checksums))
        room.turn_away(origin.organisation_id, incoming)
        db.session.commit()
        uploads.store(incoming, known=known)
        fates = operations.take_in(origin, incoming)
    db.session.commit()
    return fates


@bp.get("/progress")
@open_to(Audience.ORGANISER)
def show_progress(organisation: str) -> ResponseReturnValue:
    """Answer the library page's question how far its pictures are, with those that got done."""
    if not _is_piece():
        return redirect(url_for(".list_assets", organisation=organisation))
    asked = _ids(request.args.get("ids", ""))
    assets = queries.assets_among(current_organisation().id, asked)
    now = making(asset.id for asset in assets)
    waited_for = _ids(request.args.get("left", "")) - set(now.ids)
    return render_template(
        "media/library/progress.html",
        making=now,
        asked=[asset.id for asset in assets],
        cards=pages.cards([asset for asset in assets if asset.id in waited_for]),
    )


def _is_piece() -> bool:
    """Say whether a page asks for a piece of itself; anybody else gets the whole page."""
    return request.headers.get("HX-Request") == "true"


def _ids(text: str) -> set[uuid.UUID]:
    """Return the ids of a list in an address; what is none is left out."""
    return {uuid.UUID(one) for one in text.split(",")[: queries.PER_PAGE] if _is_id(one)}


def _is_id(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")


@bp.get("/<uuid:asset_id>")
@open_to(Audience.ORGANISER)
def show_asset(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Show one picture in all its formats, and what is said about it."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    return pages.asset_page(asset, pages.details_form(), FocalPointForm())


@bp.post("/<uuid:asset_id>")
@open_to(Audience.ORGANISER)
def edit_asset(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Save what is said about a picture."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    form = pages.details_form()
    if not form.validate_on_submit():
        return pages.asset_page(asset, form, FocalPointForm(formdata=None)), 422
    try:
        operations.edit_asset(asset, form.details())
        chosen = form.collections.data or []
        operations.put_into_collections(asset, chosen, filled(form.new_collection.data))
    except DomainError as error:
        show_error(form, error)
        return pages.asset_page(asset, form, FocalPointForm(formdata=None)), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(_after(organisation, asset))


def _after(organisation: str, asset: Asset) -> str:
    """Return where to go on: to the next picture that waits for words, if that was asked for."""
    row = describing.row_of(asset) if "next" in request.form else None
    if row is None or row.after is None:
        return url_for(".show_asset", organisation=organisation, asset_id=asset.id)
    return url_for(".show_asset", organisation=organisation, asset_id=row.after, of=row.total)


@bp.post("/<uuid:asset_id>/focal-point")
@open_to(Audience.ORGANISER)
def move_focal_point(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Keep another place in sight, and have the formats made again."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    form = FocalPointForm()
    if not form.validate_on_submit():
        return pages.asset_page(asset, pages.details_form(), form), 422
    x, y = filled(form.x.data) / 100, filled(form.y.data) / 100
    if operations.move_focal_point(asset, x=x, y=y):
        db.session.commit()
        flash(_("Saved. The formats are being made again."), "success")
    return redirect(url_for(".show_asset", organisation=organisation, asset_id=asset_id))


@bp.get("/<uuid:asset_id>/progress")
@open_to(Audience.ORGANISER)
def show_asset_progress(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a picture's page how far its formats are, with the formats once they are made."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    if not _is_piece():
        return redirect(url_for(".show_asset", organisation=organisation, asset_id=asset_id))
    return pages.asset_progress(asset, FocalPointForm())


@bp.post("/<uuid:asset_id>/renditions")
@open_to(Audience.ORGANISER)
def make_again(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Try once more to make a picture's formats."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    operations.make_again(asset)
    db.session.commit()
    return redirect(url_for(".show_asset", organisation=organisation, asset_id=asset_id))


@bp.post("/<uuid:asset_id>/deletion")
@open_to(Audience.ORGANISER)
def delete_asset(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a picture that nothing shows."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    is_film = asset.kind is AssetKind.FILM
    try:
        operations.delete_asset(asset)
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for(".show_asset", organisation=organisation, asset_id=asset_id))
    db.session.commit()
    flash(_("The film is deleted.") if is_film else _("The picture is deleted."), "success")
    return redirect(url_for(".list_assets", organisation=organisation))
