"""Kits as an ambassador uses them: choosing one, and taking pictures and words from it."""

import uuid
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from core.access import Audience, open_to
from core.db import db, utcnow
from core.formats import local_date
from media.kits import archive, operations, pages, permissions, queries
from media.kits.errors import NothingToFetch
from media.kits.models import Kit
from media.kits.signals import personal_link

bp = Blueprint("kits_ambassador", __name__, url_prefix="/my/kits")


def _today() -> date:
    return local_date(utcnow(), current_ambassador().cohort.organisation.timezone)


def _is_locked(kit: Kit) -> bool:
    ambassador = current_ambassador()
    return permissions.is_locked(kit, ambassador, queries.passed_gates(ambassador, [kit]))


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_kits() -> ResponseReturnValue:
    """Show what the ambassador can take from now."""
    ambassador, today = current_ambassador(), _today()
    kits = queries.kits_for(ambassador, today)
    passed = queries.passed_gates(ambassador, kits)
    return render_template(
        "media/kits/list.html",
        cards=pages.cards(kits, ambassador, passed, today),
        ideas_url=pages.page_above("messages_ambassador.list_ideas"),
    )


@bp.get("/<uuid:kit_id>")
@open_to(Audience.AMBASSADOR)
def show_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show one kit: its pictures, its texts, and what to do with them."""
    ambassador, today = current_ambassador(), _today()
    kit = queries.get_kit_for(ambassador, kit_id, today)
    if _is_locked(kit):
        return _way_to_the_training(kit), 403
    page = pages.kit_page(
        kit,
        ambassador.cohort,
        on=today,
        link=personal_link(kit, ambassador),
        tells_in=ambassador.tells_in,
        endpoint=".show_kit",
        kit_id=kit.id,
    )
    return render_template("media/kits/show.html", page=page, is_preview=False, **pages.ways_on())


def _way_to_the_training(kit: Kit) -> str:
    return render_template("media/kits/locked.html", kit=kit, url=pages.training_url(kit))


@bp.post("/<uuid:kit_id>/download")
@open_to(Audience.AMBASSADOR)
def download_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Send the whole kit as a zip file, and remember who has it."""
    ambassador, today = current_ambassador(), _today()
    kit = queries.get_kit_for(ambassador, kit_id, today)
    if _is_locked(kit):
        return _way_to_the_training(kit), 403
    try:
        link = personal_link(kit, ambassador)
        zipped = archive.zip_kit(kit, ambassador.cohort, on=today, link=link)
    except NothingToFetch as error:
        flash(error.message, "warn")
        return redirect(url_for(".show_kit", kit_id=kit_id))
    operations.record_download(kit, ambassador)
    db.session.commit()
    response = Response(zipped.pieces, mimetype="application/zip")
    response.content_length = zipped.byte_size
    response.headers.set("Content-Disposition", "attachment", filename=zipped.name)
    return response
