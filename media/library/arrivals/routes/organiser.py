"""The addresses a page sends a file to in pieces. They answer JSON; the form works without them."""

import tempfile
import uuid
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from core import storage
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled
from core.pictures import working_folder
from media.library import operations as library
from media.library import queries, uploads
from media.library.arrivals import operations
from media.library.arrivals import queries as arriving
from media.library.arrivals.errors import FileDamaged, OutOfOrder
from media.library.arrivals.forms import BeginForm, EndForm
from media.library.arrivals.models import Arrival
from media.library.operations import Origin

bp = Blueprint("arrivals", __name__, url_prefix="/o/<slug:organisation>/library/arrivals")

FILES = "600 per hour"
PIECES = "6000 per hour"


def _sender() -> str:
    return str(signed_in_user().id)


@bp.post("")
@open_to(Audience.ORGANISER)
@limiter.limit(FILES, key_func=_sender)
def begin(organisation: str) -> ResponseReturnValue:
    """Begin to take a file, or say how much of it is here already."""
    form = BeginForm()
    if not form.validate_on_submit():
        return _not_understood()
    try:
        arrival = operations.begin(
            current_organisation().id,
            signed_in_user().id,
            name=filled(form.name.data),
            byte_size=filled(form.byte_size.data),
            modified=form.modified.data or "",
        )
    except DomainError as error:
        return jsonify(refusal=error.message), 422
    answer = jsonify(
        url=url_for(".take_piece", organisation=organisation, arrival_id=arrival.id, number=0)[:-1],
        end=url_for(".end", organisation=organisation, arrival_id=arrival.id),
        pieces=arrival.pieces,
        piece=arriving.PIECE,
    )
    db.session.commit()
    return answer


@bp.post("/<uuid:arrival_id>/<int:number>")
@open_to(Audience.ORGANISER)
@limiter.limit(PIECES, key_func=_sender)
def take_piece(organisation: str, arrival_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Take the next piece of a file."""
    if (request.content_length or 0) > arriving.PIECE:
        abort(413)
    content, checksum = request.get_data(), request.headers.get("X-Checksum", "")
    arrival = _mine(arrival_id)
    try:
        wanted = operations.check_piece(arrival, number, content, checksum)
        whole = checksum if arriving.pieces_of(arrival.byte_size) == 1 else ""
        key = arriving.key_of(arrival, number, whole)
        db.session.commit()  # nobody waits for the database while a piece is stored
        if wanted:
            storage.save(key, content, mimetype="application/octet-stream")
            operations.count_piece(arrival_id, number, whole=whole)
    except DomainError as error:
        db.session.rollback()
        status = 503 if isinstance(error, storage.StorageUnavailable) else 409
        return jsonify(problem=error.message, pieces=_mine(arrival_id).pieces), status
    db.session.commit()
    return jsonify(pieces=number + 1)


@bp.post("/<uuid:arrival_id>/end")
@open_to(Audience.ORGANISER)
def end(organisation: str, arrival_id: uuid.UUID) -> ResponseReturnValue:
    """Take a file whose pieces are all here into the library, and tell what became of it."""
    form = EndForm()
    form.offer_units(queries.units_of(current_organisation().id))
    if not form.validate_on_submit():
        return _not_understood()
    arrival = _mine(arrival_id)
    if arrival.ended_at is None:
        try:
            arrival = _taken_in(arrival, form)
        except FileDamaged as error:
            operations.start_again(arrival)
            db.session.commit()
            return jsonify(refusal=error.message)
        except OutOfOrder as error:
            db.session.rollback()
            return jsonify(refusal=error.message), 409
        except storage.StorageUnavailable as error:
            db.session.rollback()
            return jsonify(problem=error.message, pieces=_mine(arrival_id).pieces), 503
    answer = _told(organisation, arrival)
    db.session.commit()
    return answer


def _not_understood() -> ResponseReturnValue:
    return jsonify(refusal=_("The page sent something odd. Load it again, and try once more.")), 422


def _mine(arrival_id: uuid.UUID) -> Arrival:
    return arriving.get_arrival(current_organisation().id, signed_in_user().id, arrival_id)


def _taken_in(arrival: Arrival, form: EndForm) -> Arrival:
    """Put the pieces together, judge the file, store it and add it, without holding a lock."""
    origin = Origin(
        organisation_id=arrival.organisation_id,
        uploaded_by_id=arrival.uploaded_by_id,
        unit_id=form.unit.data,
        credit=(form.credit.data or "").strip(),
    )
    db.session.expunge(
        arrival
    )  # to read it anew would take the lock while the file is put together
    db.session.commit()
    with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
        path = Path(folder) / "whole"
        checksum = _put_together(arrival, path, form.checksum.data or "")
        if checksum is None:
            return _mine(arrival.id)
        incoming = uploads.judged(path, arrival.name, checksum)
        known = set(queries.known_checksums(arrival.organisation_id, [incoming.checksum]))
        db.session.commit()
        uploads.store([incoming], known=known)
        if incoming.facts and incoming.refusal:
            raise storage.StorageUnavailable(incoming.refusal)
        [fate] = library.take_in(origin, [incoming])
        arrival = db.session.get_one(Arrival, arrival.id, with_for_update=True)
        if arrival.ended_at is None:
            operations.end(arrival, fate)
        return arrival


def _put_together(arrival: Arrival, path: Path, checksum: str) -> str | None:
    """Return the file's checksum; None where its end was sent twice and the other took it in.

    Raises StorageUnavailable where there is no room for it.
    """
    try:
        return operations.put_together(arrival, path, checksum)
    except FileNotFoundError:
        if _mine(arrival.id).ended_at is None:  # a 404, where the other found it damaged
            raise
        return None
    except OSError as error:
        raise storage.StorageUnavailable(storage.not_saved()) from error


def _told(organisation: str, arrival: Arrival) -> Response:
    if arrival.refusal:
        return jsonify(refusal=arrival.refusal)
    url = url_for("library_organiser.list_assets", organisation=organisation)
    if arrival.asset_id:
        url = url_for(
            "library_organiser.show_asset", organisation=organisation, asset_id=arrival.asset_id
        )
    return jsonify(url=url, new=arrival.was_new)
