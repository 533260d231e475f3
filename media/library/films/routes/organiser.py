"""The organiser gives a film its cover picture and its captions."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import sent_file, show_error
from media.library import pages, queries
from media.library.films import operations
from media.library.films.forms import CaptionsForm, CoverForm

bp = Blueprint("films", __name__, url_prefix="/o/<slug:organisation>/library/<uuid:asset_id>")


@bp.post("/cover")
@open_to(Audience.ORGANISER)
def set_cover(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Give a film a cover picture, of which all its formats are made."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    form = CoverForm()
    if not form.validate_on_submit():
        return pages.page_with(asset, cover=form), 422
    try:
        operations.check_is_film(asset)
        db.session.commit()  # nobody waits for the database while a file is stored
        operations.set_cover(asset, operations.keep_cover(sent_file(form.cover.data)))
    except DomainError as error:
        show_error(form, error)
        return pages.page_with(asset, cover=form), 422
    db.session.commit()
    flash(_("The cover picture is in. The formats are being made."), "success")
    return redirect(
        url_for("library_organiser.show_asset", organisation=organisation, asset_id=asset_id)
    )


@bp.post("/captions")
@open_to(Audience.ORGANISER)
def set_captions(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Give a film captions in one language or in both."""
    asset = queries.get_asset(current_organisation().id, asset_id)
    form = CaptionsForm()
    if not form.validate_on_submit():
        return pages.page_with(asset, captions=form), 422
    try:
        operations.check_is_film(asset)
        db.session.commit()  # nobody waits for the database while a file is stored
        operations.set_captions(asset, operations.keep_captions(asset_id, form.chosen()))
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return pages.page_with(
            queries.get_asset(current_organisation().id, asset_id), captions=form
        ), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(
        url_for("library_organiser.show_asset", organisation=organisation, asset_id=asset_id)
    )
