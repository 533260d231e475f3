"""What an ambassador does with a kit: takes pictures, says no to it, says what she thinks of it."""

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from core import storage
from core.access import Audience, open_to
from core.db import db
from core.forms import filled
from media.kits import contents, pages, visit
from media.kits import queries as kit_queries
from media.kits.models import Kit, KitItem
from media.kits.reception import operations, queries
from media.kits.reception.enums import FeedbackKind, FetchWay
from media.kits.reception.forms import feedback_form
from media.library.file_names import file_name

bp = Blueprint("kits_reception", __name__, url_prefix="/my/kits")


@bp.post("/<uuid:kit_id>/fetches")
@open_to(Audience.AMBASSADOR)
def note_fetch(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Note which pictures her phone has just shared or saved; asked for by a script."""
    kit = visit.get_open_kit(kit_id, to_save=True)
    try:
        way = FetchWay(request.form.get("way", ""))
    except ValueError:
        abort(400)
    wanted = set(request.form.getlist("picture"))
    taken = [item.asset_id for item in _usable(kit) if str(item.id) in wanted]
    operations.record_fetch(visit.version_of(kit), current_ambassador(), assets=taken, way=way)
    db.session.commit()
    return Response(status=204, mimetype="text/plain")


@bp.post('/<uuid:kit_id>/pictures/<uuid:item_id>/<any("4x5", "3x4", "1x1", "9x16", film):shape>')
@open_to(Audience.AMBASSADOR)
def save_picture(kit_id: uuid.UUID, item_id: uuid.UUID, shape: str) -> ResponseReturnValue:
    """Hand out one picture in one shape as a file, and note who has it."""
    kit = visit.get_open_kit(kit_id, to_save=True)
    item = next((one for one in _usable(kit) if one.id == item_id), None)
    if item is None:
        abort(404)
    files = {wanted.value: made for wanted, made in contents.files_of(item).items()}
    if shape not in files:
        abort(404)
    rendition = files[shape]
    name = file_name(item.asset, rendition)
    file = storage.send(rendition.storage_key, mimetype=rendition.mimetype, download_name=name)
    operations.record_fetch(
        visit.version_of(kit), current_ambassador(), assets=[item.asset_id], way=FetchWay.SAVE
    )
    db.session.commit()
    return file


def _usable(kit: Kit) -> list[KitItem]:
    """Return the pictures of all versions of a kit that are handed out today."""
    return [item for item in contents.all_items(kit) if contents.is_out(item, visit.today())]


@bp.get("/hidden")
@open_to(Audience.AMBASSADOR)
def list_hidden() -> ResponseReturnValue:
    """Show the kits she has said no to, each with a way back."""
    ambassador, today = current_ambassador(), visit.today()
    kits = kit_queries.hidden_kits_for(ambassador, queries.hidden_ids(ambassador), today)
    passed = kit_queries.passed_gates(ambassador, kits)
    cards = pages.cards(kits, ambassador, passed, today)
    return render_template("media/kits/hidden.html", cards=cards)


@bp.post("/<uuid:kit_id>/hiding")
@open_to(Audience.AMBASSADOR)
def hide_kit(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Put a kit out of her sight; no reason is asked for."""
    operations.hide(visit.get_kit(kit_id), current_ambassador())
    db.session.commit()
    return redirect(url_for("kits_ambassador.list_kits", hidden=kit_id))


@bp.post("/<uuid:kit_id>/return")
@open_to(Audience.AMBASSADOR)
def show_kit_again(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Let her see a kit again."""
    operations.show_again(visit.get_kit(kit_id), current_ambassador())
    db.session.commit()
    flash(_("There it is again."), "success")
    return redirect(url_for("kits_ambassador.list_kits"))


@bp.route("/<uuid:kit_id>/feedback", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def give_feedback(kit_id: uuid.UUID) -> ResponseReturnValue:
    """Let her say what she thinks of a kit, in one tap and words if she likes."""
    kit, ambassador = visit.get_kit(kit_id), current_ambassador()
    form = feedback_form(queries.find_feedback(ambassador, kit))
    if form.validate_on_submit():
        kind = FeedbackKind(filled(form.kind.data))
        operations.say(kit, ambassador, kind=kind, words=filled(form.words.data))
        db.session.commit()
        flash(_("Thank you. Your organiser gets to know."), "success")
        return redirect(url_for("kits_ambassador.show_kit", kit_id=kit_id))
    page = render_template("media/kits/feedback.html", kit=kit, form=form)
    return page, 422 if form.errors else 200
