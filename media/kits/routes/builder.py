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
from media.kits.builder import Typed, builder_page
from media.kits.forms import CaptionForm, PicturesForm, RelationForm, caption_form, new_caption_form
from media.kits.models import Kit
from media.kits.routes.organiser import get_kit, get_kit_to_change
from media.library import pages as library_pages
from media.library import queries as library_queries

bp = Blueprint("kits_builder", __name__, url_prefix="/o/<slug:organisation>/kits/<uuid:kit_id>")


def _back_to(kit: Kit, part: str) -> Response:
    slug = current_organisation().slug
    return redirect(
        url_for("kits_organiser.show_kit", organisation=slug, kit_id=kit.id, _anchor=part)
    )


@bp.get("/pictures")
@open_to(Audience.ORGANISER)
def choose_pictures(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show the library to pick from."""
    return _library(get_kit(kit_id), PicturesForm())


@bp.post("/pictures")
@open_to(Audience.ORGANISER)
def add_pictures(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Put the ticked pictures into the kit."""
    kit, form = get_kit_to_change(kit_id), PicturesForm()
    if not form.validate_on_submit():
        return _library(kit, form), 422
    assets = library_queries.assets_among(kit.organisation_id, filled(form.assets.data))
    try:
        count = operations.add_pictures(kit, reversed(assets))
    except DomainError as error:
        show_error(form, error)
        return _library(kit, form), 422
    db.session.commit()
    flash(ngettext("%(num)d picture is in.", "%(num)d pictures are in.", count), "success")
    return _back_to(kit, "pictures")


def _library(kit: Kit, form: PicturesForm) -> str:
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
        kit=kit,
        form=form,
        search=search,
        pages=found,
        cards=library_pages.cards(found.items),
        inside={item.asset_id for item in kit.items},
        ticked=set(form.assets.data or ()),
        most=operations.MOST_PICTURES,
    )


@bp.post("/pictures/<uuid:item_id>/place")
@open_to(Audience.ORGANISER)
def move_picture(organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Move a picture one place towards the beginning or the end."""
    kit = get_kit_to_change(kit_id)
    by = -1 if request.form.get("towards") == "beginning" else 1
    operations.move_picture(kit, queries.get_item(kit, item_id), by=by)
    db.session.commit()
    return _back_to(kit, "pictures")


@bp.post("/pictures/<uuid:item_id>/removal")
@open_to(Audience.ORGANISER)
def remove_picture(organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Take a picture out of the kit."""
    kit = get_kit_to_change(kit_id)
    operations.remove_picture(kit, queries.get_item(kit, item_id))
    db.session.commit()
    flash(_("The picture is out of the kit. It is still in the library."), "success")
    return _back_to(kit, "pictures")


@bp.post("/captions/<any(da, en):locale>")
@open_to(Audience.ORGANISER)
def add_caption(organisation: str, kit_id: uuid.UUID, locale: str) -> ResponseReturnValue:
    """Add a text in one language."""
    kit = get_kit_to_change(kit_id)
    form = new_caption_form(locale)
    if form.validate_on_submit():
        try:
            text, tags = filled(form.text.data), filled(form.hashtags.data)
            operations.add_caption(kit, locale=locale, text=text, hashtags=tags)
        except DomainError as error:
            show_error(form, error)
        else:
            return _saved(kit)
    return builder_page(kit, Typed(form, locale=locale)), 422


@bp.post("/captions/<uuid:caption_id>")
@open_to(Audience.ORGANISER)
def edit_caption(
    organisation: str, kit_id: uuid.UUID, caption_id: uuid.UUID
) -> ResponseReturnValue:
    """Change a text."""
    kit = get_kit_to_change(kit_id)
    caption = queries.get_caption(kit, caption_id)
    form: CaptionForm = caption_form(caption)
    if form.validate_on_submit():
        try:
            text, tags = filled(form.text.data), filled(form.hashtags.data)
            operations.edit_caption(caption, text=text, hashtags=tags)
        except DomainError as error:
            show_error(form, error)
        else:
            return _saved(kit)
    return builder_page(kit, Typed(form, caption_id=caption_id)), 422


def _saved(kit: Kit) -> Response:
    db.session.commit()
    flash(_("Saved."), "success")
    return _back_to(kit, "captions")


@bp.post("/captions/<uuid:caption_id>/removal")
@open_to(Audience.ORGANISER)
def remove_caption(
    organisation: str, kit_id: uuid.UUID, caption_id: uuid.UUID
) -> ResponseReturnValue:
    """Take a text out of the kit."""
    kit = get_kit_to_change(kit_id)
    operations.remove_caption(kit, queries.get_caption(kit, caption_id))
    db.session.commit()
    flash(_("The text is removed."), "success")
    return _back_to(kit, "captions")


@bp.post("/first-line")
@open_to(Audience.ORGANISER)
def choose_relation(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Decide how ambassadors come to post, and so what stands first."""
    kit, form = get_kit_to_change(kit_id), RelationForm()
    if not form.validate_on_submit():
        return builder_page(kit, Typed(form)), 422
    operations.choose_relation(kit, Relation(form.relation.data), actor=signed_in_user())
    db.session.commit()
    flash(_("Saved."), "success")
    return _back_to(kit, "first-line")
