"""The organiser replaces a picture, goes back to an earlier one, and merges two that are one."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import sent_file, show_error
from media.library import operations as library
from media.library import pages, room
from media.library.errors import AlreadyInLibrary
from media.library.originals import operations, queries
from media.library.originals.forms import OriginalForm
from media.library.queries import get_asset

bp = Blueprint("originals", __name__, url_prefix="/o/<slug:organisation>/library")


@bp.post("/<uuid:asset_id>/original")
@open_to(Audience.ORGANISER)
def replace(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Let a better original take a picture's place."""
    asset = get_asset(current_organisation().id, asset_id)
    form = OriginalForm()
    if not form.validate_on_submit():
        return pages.page_with(asset, original=form), 422
    try:
        _replace(asset_id, form)
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        asset = get_asset(current_organisation().id, asset_id)
        return pages.page_with(asset, original=form), 422
    flash(_("The new picture is in. The formats are being made."), "success")
    return _to_asset(organisation, asset_id)


def _replace(asset_id: uuid.UUID, form: OriginalForm) -> None:
    asset = get_asset(current_organisation().id, asset_id)
    operations.check_replaceable(asset)
    file = form.original.data
    content = sent_file(file)
    room.check_place_for(current_organisation().id, len(content))
    db.session.commit()  # nobody waits for the database while a file is stored
    key, facts = operations.keep_original(content)
    try:
        operations.replace(
            asset, name=file.filename or "", key=key, facts=facts, actor=signed_in_user()
        )
    except AlreadyInLibrary:
        library.forget_files([key])
        db.session.commit()
        raise
    db.session.commit()


@bp.post("/<uuid:asset_id>/versions/<uuid:version_id>")
@open_to(Audience.ORGANISER)
def go_back(organisation: str, asset_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Let an earlier original take its place again."""
    asset = get_asset(current_organisation().id, asset_id)
    version = queries.get_version(asset.id, version_id)
    try:
        operations.check_replaceable(asset)
        operations.go_back(asset, version, actor=signed_in_user())
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return _to_asset(organisation, asset_id)
    db.session.commit()
    flash(_("The earlier picture is back. The formats are being made."), "success")
    return _to_asset(organisation, asset_id)


def _to_asset(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    address = url_for("library_organiser.show_asset", organisation=organisation, asset_id=asset_id)
    return redirect(address)


@bp.get("/look-alikes")
@open_to(Audience.ORGANISER)
def list_look_alikes(organisation: str) -> ResponseReturnValue:
    """Show pictures that look the same, beside each other."""
    page = request.args.get("page", 1, type=int)
    found = queries.list_look_alikes(current_organisation().id, page=page)
    return render_template("media/library/look_alikes.html", pages=found, pairs=found.items)


@bp.post("/look-alikes/<uuid:pair_id>/merging")
@open_to(Audience.ORGANISER)
def merge(organisation: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    """Make one picture of two."""
    pair = queries.get_look_alike(current_organisation().id, pair_id)
    chosen = request.form.get("keep", type=uuid.UUID)
    if chosen not in (pair.first_id, pair.second_id):
        abort(400)
    try:
        operations.merge(pair, keep_id=chosen, actor=signed_in_user())
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for(".list_look_alikes", organisation=organisation))
    db.session.commit()
    flash(_("The two are one picture now, in all kits and on all pages."), "success")
    return redirect(url_for(".list_look_alikes", organisation=organisation))


@bp.post("/look-alikes/<uuid:pair_id>/apart")
@open_to(Audience.ORGANISER)
def keep_apart(organisation: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    """Note that the two only look the same."""
    operations.keep_apart(queries.get_look_alike(current_organisation().id, pair_id))
    db.session.commit()
    flash(_("Both stay."), "success")
    return redirect(url_for(".list_look_alikes", organisation=organisation))
