"""What everybody can check: a badge, who issued it, and the keys it is verified with."""

import uuid

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from accounts.models import Organisation
from accounts.session import show_for
from ambassadors.recognition import addresses, badges, cli, keys, queries, status_lists
from ambassadors.recognition.enums import NameShown
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.pictures import draw_badge
from core.access import Audience, open_to
from core.db import db
from core.settings import current_settings

bp = Blueprint("badges_public", __name__, url_prefix="/badges", cli_group=None)
bp.cli.add_command(cli.badges)
LIST_KEPT_SECONDS = 5 * 60
NO_INDEX = {"X-Robots-Tag": "noindex"}


@bp.get("/<uuid:diploma_id>")
@open_to(Audience.PUBLIC)
def show_badge(diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Say whether a badge is valid, withdrawn or unknown, and no more than its holder allows."""
    diploma = queries.find_diploma(diploma_id)
    if diploma is None:
        return render_template("ambassadors/recognition/unknown.html"), 404, NO_INDEX
    show_for(diploma.ambassador.cohort.organisation)
    page = render_template(
        "ambassadors/recognition/badge.html",
        diploma=diploma,
        cohort=diploma.ambassador.cohort,
        is_valid=is_valid(diploma),
        name=name_of(diploma),
        learned=badges.learned(diploma),
        addresses=addresses.addresses_of(diploma),
    )
    return page, 200, NO_INDEX


def is_valid(diploma: Diploma) -> bool:
    """Say whether a badge stands and its holder is still somebody."""
    return diploma.withdrawn_at is None and diploma.ambassador.erased_at is None


def name_of(diploma: Diploma) -> str:
    """Return what the holder lets others see of their name."""
    if not is_valid(diploma) or diploma.name_shown is NameShown.NOTHING:
        return ""
    user = diploma.ambassador.user
    return user.name if diploma.name_shown is NameShown.FULL else user.first_name


@bp.get("/<uuid:diploma_id>/picture.svg")
@open_to(Audience.PUBLIC)
def show_picture(diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Give the badge's picture, with nothing signed in it and nobody named."""
    diploma = queries.find_diploma(diploma_id)
    if diploma is None:
        raise NotFound
    return Response(draw_badge(diploma), mimetype="image/svg+xml", headers=NO_INDEX)


def get_issuer(organisation_id: uuid.UUID) -> Organisation:
    """Return an organisation that issues badges."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation


@bp.get("/issuers/<uuid:organisation_id>")
@open_to(Audience.PUBLIC)
def show_issuer(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Say who issues an organisation's badges, for machines."""
    organisation = get_issuer(organisation_id)
    address = addresses.issuer_address(organisation.id)
    return jsonify(badges.issuer_document(organisation, address, f"{address}/key.pem"))


@bp.get("/issuers/<uuid:organisation_id>/status/<int:number>")
@open_to(Audience.PUBLIC)
def show_status_list(organisation_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Tell programs which of an issuer's badges are withdrawn; asking gives no badge away."""
    organisation = get_issuer(organisation_id)
    if number >= status_lists.number_of_lists():
        raise NotFound
    signed = badges.status_list(
        addresses.status_address(organisation.id, number),
        addresses.issuer_address(organisation.id),
        status_lists.withdrawn_in(organisation, number),
        current_settings().badge_key_folder,
    )
    headers = {"Cache-Control": f"public, max-age={LIST_KEPT_SECONDS}"}
    return Response(signed, mimetype="application/vc+jwt", headers=headers)


@bp.get("/issuers/<uuid:organisation_id>/did.json")
@open_to(Audience.PUBLIC)
def show_did(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Give the keys badges are verified with, as did:web wants them."""
    organisation = get_issuer(organisation_id)
    address = addresses.issuer_address(organisation.id)
    return jsonify(badges.did_document(address, current_settings().badge_key_folder))


@bp.get("/issuers/<uuid:organisation_id>/key.pem")
@open_to(Audience.PUBLIC)
def show_key(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Give the same keys as PEM, today's first."""
    get_issuer(organisation_id)
    found = keys.public_keys(current_settings().badge_key_folder)
    return Response(b"".join(key.pem for key in found), mimetype="application/x-pem-file")
