"""Kits as an ambassador uses them: choosing one, and taking pictures and words from it."""

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from core import qr
from core.access import Audience, open_to
from core.db import db
from core.mail import external_url
from media.kits import archive, own_words, pages, queries, visit
from media.kits.errors import NothingToFetch
from media.kits.models import Kit
from media.kits.reception import operations as reception
from media.kits.reception import queries as reception_queries
from media.kits.reception.enums import FetchWay
from media.kits.signals import personal_link

bp = Blueprint("kits_ambassador", __name__, url_prefix="/my/kits")

QR_KINDS = {"svg": (qr.qr_svg, "image/svg+xml"), "png": (qr.qr_png, "image/png")}


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_kits() -> ResponseReturnValue:
    """Show what the ambassador can take from now."""
    ambassador, today = current_ambassador(), visit.today()
    kits = queries.kits_for(ambassador, today)
    passed = queries.passed_gates(ambassador, kits)
    hidden = reception_queries.hidden_ids(ambassador)
    return render_template(
        "media/kits/list.html",
        cards=pages.cards(kits, ambassador, passed, today),
        ideas_url=pages.page_above("messages_ambassador.list_ideas"),
        hidden=len(hidden),
        just_hidden=next((one for one in hidden if str(one) == request.args.get("hidden")), None),
    )


@bp.get("/<uuid:kit_id>")
@open_to(Audience.AMBASSADOR)
def show_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show one kit: its pictures, its texts, and what to do with them."""
    return _kit_page(visit.get_open_kit(kit_id))


@bp.post("/<uuid:kit_id>")
@open_to(Audience.AMBASSADOR)
def word_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show the kit with her own words in it, behind the first line; nothing is kept."""
    return _kit_page(visit.get_open_kit(kit_id))


def _kit_page(kit: Kit) -> str:
    ambassador = current_ambassador()
    page = pages.kit_page(
        visit.version_of(kit),
        ambassador.cohort,
        on=visit.today(),
        link=personal_link(kit, ambassador),
        tells_in=ambassador.tells_in,
        endpoint=".show_kit",
        kit_id=kit.id,
    )
    text, is_hers = page.text, request.method == "POST"
    return render_template(
        "media/kits/show.html",
        page=page,
        is_preview=False,
        keep_as=f"{ambassador.user_id}.{ambassador.id}",
        own_percent=own_words.own_percent(text.suggestion.text, text.written)
        if text and is_hers
        else None,
        log_url=pages.log_url(page),
    )


@bp.get("/<uuid:kit_id>/phone.svg")
@open_to(Audience.AMBASSADOR)
def page_qr(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Draw the address of the kit's page as a QR code, so that a phone can go on from a desk."""
    kit = visit.get_kit(kit_id)
    address = external_url("kits_ambassador.show_kit", kit_id=kit.id)
    return Response(qr.qr_svg(address), mimetype="image/svg+xml")


@bp.get("/<uuid:kit_id>/link.<any(svg, png):kind>")
@open_to(Audience.AMBASSADOR)
def link_qr(kit_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Draw her own link as a QR code for a story (PNG) or a poster (SVG)."""
    link = personal_link(visit.get_open_kit(kit_id), current_ambassador())
    if link is None:
        abort(404)
    draw, mimetype = QR_KINDS[kind]
    response = Response(draw(link), mimetype=mimetype)
    if kind == "png" or "download" in request.args:
        name = f"qr-{link.rpartition('/')[2]}.{kind}"
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.post("/<uuid:kit_id>/download")
@open_to(Audience.AMBASSADOR)
def download_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Send the whole kit as a zip file, and remember who has which picture."""
    kit, ambassador = visit.get_open_kit(kit_id, to_save=True), current_ambassador()
    try:
        link = personal_link(kit, ambassador)
        shown = visit.version_of(kit)
        zipped = archive.zip_kit(shown, ambassador.cohort, on=visit.today(), link=link)
    except NothingToFetch as error:
        flash(error.message, "warn")
        return redirect(url_for(".show_kit", kit_id=kit_id))
    reception.record_fetch(shown, ambassador, assets=zipped.assets, way=FetchWay.ZIP)
    db.session().expire_on_commit = False  # no row is read again: nothing need be marked as old
    db.session.commit()
    response = Response(zipped.pieces, mimetype="application/zip")
    response.content_length = zipped.byte_size
    response.headers.set("Content-Disposition", "attachment", filename=zipped.name)
    response.headers["X-Accel-Buffering"] = "no"  # what a proxy holds cannot be stopped any more
    return response
