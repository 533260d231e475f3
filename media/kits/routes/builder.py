"""What goes into a kit: pictures, texts and the first line. Each part is saved by itself."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from accounts.session import current_organisation, signed_in_user
from ambassadors.enums import Relation
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error
from media.kits import operations, queries
from media.kits.builder import Typed, page_of
from media.kits.forms import CaptionForm, PicturesForm, RelationForm, caption_form, new_caption_form
from media.kits.models import Kit, KitVariant
from media.kits.operations import Holder
from media.kits.routes.organiser import get_kit, get_kit_to_change
from media.library import pages as library_pages
from media.library import queries as library_queries
from media.library import uploads
from media.library.permissions import is_withdrawn

bp = Blueprint("kits_builder", __name__, url_prefix="/o/<slug:organisation>/kits/<uuid:kit_id>")


def _holder(kit: Kit) -> Holder:
    """Return what is worked on: the kit's base, or the variant that the address names."""
    variant_id = request.args.get("variant", type=uuid.UUID)
    return queries.get_variant(kit, variant_id) if variant_id else kit


def _back_to(holder: Holder, part: str) -> Response:
    is_variant = isinstance(holder, KitVariant)
    return redirect(
        url_for(
            "kit_variants.show_variant" if is_variant else "kits_organiser.show_kit",
            organisation=current_organisation().slug,
            kit_id=operations.kit_of(holder).id,
            variant_id=holder.id if is_variant else None,
            _anchor=part,
        )
    )


@bp.get("/pictures")
@open_to(Audience.ORGANISER)
def choose_pictures(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show the library to pick from."""
    return _library(_holder(get_kit(kit_id)), PicturesForm())


@bp.post("/pictures")
@open_to(Audience.ORGANISER)
def add_pictures(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Put the ticked pictures into the kit."""
    holder, form = _holder(get_kit_to_change(kit_id)), PicturesForm()
    if not form.validate_on_submit():
        return _library(holder, form), 422
    chosen = filled(form.assets.data)
    found = library_queries.assets_among(current_organisation().id, chosen)
    assets = [asset for asset in found if not is_withdrawn(asset)]
    try:
        count = operations.add_pictures(holder, reversed(assets))
    except DomainError as error:
        show_error(form, error)
        return _library(holder, form), 422
    db.session.commit()
    flash(ngettext("%(num)d picture is in.", "%(num)d pictures are in.", count), "success")
    return _back_to(holder, "pictures")


def _library(holder: Holder, form: PicturesForm) -> str:
    organisation = current_organisation()
    search = request.args.get("search", "").strip()[:100]
    found = library_queries.list_assets(
        organisation.id,
        on=local_date(utcnow(), organisation.timezone),
        wanted=library_queries.Wanted(search=search),
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "media/kits/pictures.html",
        kit=operations.kit_of(holder),
        variant=holder if isinstance(holder, KitVariant) else None,
        form=form,
        search=search,
        pages=found,
        cards=library_pages.cards(found.items),
        inside={item.asset_id for item in holder.items},
        ticked=set(form.assets.data or ()),
        taken_back={asset.id for asset in found.items if is_withdrawn(asset)},
        most=operations.MOST_PICTURES,
        upload=library_pages.upload_form(),
        megabytes=uploads.most_megabytes(),
    )


@bp.post("/pictures/order")
@open_to(Audience.ORGANISER)
def order_pictures(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Put the pictures in the order they were dragged into."""
    holder = _holder(get_kit_to_change(kit_id))
    operations.order_pictures(holder, request.form.get("order", "").split(","))
    db.session.commit()
    return _back_to(holder, "pictures")


@bp.post("/pictures/<uuid:item_id>/place")
@open_to(Audience.ORGANISER)
def move_picture(organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Move a picture one place towards the beginning or the end."""
    item = queries.get_item(get_kit_to_change(kit_id), item_id)
    by = -1 if request.form.get("way") == "up" else 1
    operations.move_picture(item.variant or item.kit, item, by=by)
    db.session.commit()
    return _back_to(item.variant or item.kit, "pictures")


@bp.post("/pictures/<uuid:item_id>/removal")
@open_to(Audience.ORGANISER)
def remove_picture(organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Take a picture out of the kit."""
    item = queries.get_item(get_kit_to_change(kit_id), item_id)
    holder = item.variant or item.kit
    operations.remove_picture(holder, item)
    db.session.commit()
    flash(_("The picture is out of the kit. It is still in the library."), "success")
    return _back_to(holder, "pictures")


@bp.post("/captions/<any(da, en):locale>")
@open_to(Audience.ORGANISER)
def add_caption(organisation: str, kit_id: uuid.UUID, locale: str) -> ResponseReturnValue:
    """Add a text in one language."""
    holder = _holder(get_kit_to_change(kit_id))
    form = new_caption_form(locale)
    if form.validate_on_submit():
        try:
            operations.add_caption(holder, locale=locale, **form.words())
        except DomainError as error:
            show_error(form, error)
        else:
            return _saved(holder)
    return page_of(holder, Typed(form, locale=locale)), 422


@bp.post("/captions/<uuid:caption_id>")
@open_to(Audience.ORGANISER)
def edit_caption(
    organisation: str, kit_id: uuid.UUID, caption_id: uuid.UUID
) -> ResponseReturnValue:
    """Change a text."""
    caption = queries.get_caption(get_kit_to_change(kit_id), caption_id)
    holder = caption.variant or caption.kit
    form: CaptionForm = caption_form(caption)
    if form.validate_on_submit():
        try:
            operations.edit_caption(caption, **form.words())
        except DomainError as error:
            show_error(form, error)
        else:
            return _saved(holder)
    return page_of(holder, Typed(form, caption_id=caption_id)), 422


def _saved(holder: Holder) -> Response:
    db.session.commit()
    flash(_("Saved."), "success")
    return _back_to(holder, "captions")


@bp.post("/captions/<uuid:caption_id>/removal")
@open_to(Audience.ORGANISER)
def remove_caption(
    organisation: str, kit_id: uuid.UUID, caption_id: uuid.UUID
) -> ResponseReturnValue:
    """Take a text out of the kit."""
    caption = queries.get_caption(get_kit_to_change(kit_id), caption_id)
    holder = caption.variant or caption.kit
    operations.remove_caption(holder, caption)
    db.session.commit()
    flash(_("The text is removed."), "success")
    return _back_to(holder, "captions")


@bp.post("/first-line")
@open_to(Audience.ORGANISER)
def choose_relation(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Decide how ambassadors come to post, and so what stands first."""
    kit, form = get_kit_to_change(kit_id), RelationForm()
    if not form.validate_on_submit():
        return page_of(kit, Typed(form)), 422
    operations.choose_relation(kit, Relation(form.relation.data), actor=signed_in_user())
    db.session.commit()
    flash(_("Saved."), "success")
    return _back_to(kit, "first-line")
