"""One picture of a kit: what it becomes, in which shapes, its alt text, and what is drawn on it."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error
from media.kits import contents, queries
from media.kits.enums import ItemKind
from media.kits.items import operations, pages
from media.kits.items.forms import item_form
from media.kits.models import KitItem
from media.kits.routes.organiser import get_kit, get_kit_to_change

bp = Blueprint(
    "kit_items", __name__, url_prefix="/o/<slug:organisation>/kits/<uuid:kit_id>/pictures"
)


@bp.route("/<uuid:item_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_item(organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Show how a picture is used in the kit, and change it."""
    kit = get_kit_to_change(kit_id) if request.method == "POST" else get_kit(kit_id)
    item = queries.get_item(kit, item_id)
    form = item_form(item)
    if form.validate_on_submit():
        try:
            is_drawing = operations.use_picture(item, form.use())
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            db.session.commit()
            flash(_saved(item, is_drawing), "success")
            return redirect(
                url_for(".edit_item", organisation=organisation, kit_id=kit_id, item_id=item_id)
            )
    return pages.item_page(item, form), 422 if form.errors else 200


def _saved(item: KitItem, is_drawing: bool) -> str:
    """Say what was saved; the shape of a carousel, since it may have been chosen for her."""
    words = _("Saved. It is being drawn.") if is_drawing else _("Saved.")
    if item.kind is ItemKind.CAROUSEL:
        shape = contents.formats_of(item)[0].value.replace("x", ":")
        words += " " + _("All pictures of the carousel are %(shape)s.", shape=shape)
    return str(words)


@bp.get("/<uuid:item_id>/progress")
@open_to(Audience.ORGANISER)
def show_item_progress(
    organisation: str, kit_id: uuid.UUID, item_id: uuid.UUID
) -> ResponseReturnValue:
    """Answer a picture's page how far the drawing is, with the shapes once it is done."""
    item = queries.get_item(get_kit(kit_id), item_id)
    if "HX-Request" not in request.headers:
        return redirect(
            url_for(".edit_item", organisation=organisation, kit_id=kit_id, item_id=item_id)
        )
    return pages.item_progress(item)
