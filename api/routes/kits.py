"""Kits that are out."""

import uuid
from datetime import date

from flask_smorest import Blueprint

from api import kits
from api.answers import say_no_in_json
from api.schemas import KitSchema
from api.tokens import current_organisation
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local
from media.kits import calendar

bp = Blueprint(
    "api_kits",
    __name__,
    url_prefix="/api/v1/kits",
    description="Kits that ambassadors can use today. A picture somebody has not said yes to, or "
    "has taken back, is in no answer from that moment.",
)
say_no_in_json(bp)


def _today() -> date:
    return local(utcnow()).date()


@bp.route("")
@open_to(Audience.API)
@bp.response(200, KitSchema(many=True))
def list_kits() -> list[kits.KitTold]:
    """List the kits that are out today, the newest first."""
    return kits.told(calendar.kits_out(current_organisation().id, _today()), _today())


@bp.route("/<uuid:kit_id>")
@open_to(Audience.API)
@bp.response(200, KitSchema)
@bp.alt_response(404, description="No such kit of the organisation of the key is out today.")
def show_kit(kit_id: uuid.UUID) -> kits.KitTold:
    """Read one kit that is out today."""
    return kits.tell(calendar.get_kit_out(current_organisation().id, kit_id, _today()), _today())
