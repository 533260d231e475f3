"""An organisation's settings, its units and its trail: the owner's, and nobody else's."""

from accounts.models import Unit
from core.db import db
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, Who, World, thing

OWNER = frozenset({Who.OWNER})
SECTIONS = ("name", "contact", "privacy", "links", "words", "texts")


@thing
def unit(world: World) -> Unit:
    made = Unit(organisation=world.organisation, name="Hou")
    db.session.add(made)
    return made


def settings(world: World) -> str:
    return f"/o/{world.slug}/settings"


def units(world: World) -> str:
    return f"{settings(world)}/units"


def _get(endpoint: str, path):
    return Rows(endpoint=endpoint, path=path, allowed=OWNER)


def _post(endpoint: str, path, data=None):
    return Rows(endpoint=endpoint, method="POST", path=path, data=data, allowed=OWNER)


ROWS = [
    _get("organisations_owner.show_settings", settings),
    *page(
        "organisations_owner.edit_section",
        lambda w: f"{settings(w)}/contact",
        OWNER,
        data=lambda w: {"contact": "Kim Holm"},
    ),
    *page(
        "organisations_owner.edit_brand",
        lambda w: f"{settings(w)}/brand",
        OWNER,
        data=lambda w: {"brand_colour": "#7a1fa2"},
    ),
    _get(
        "organisations_owner.preview_stylesheet",
        lambda w: f"{settings(w)}/brand/preview.css?colour=7a1fa2",
    ),
    _post("organisations_owner.save_logo", lambda w: f"{settings(w)}/logo"),
    _post("organisations_owner.remove_logo", lambda w: f"{settings(w)}/logo/removal"),
    Rows(
        endpoint="organisations_public.send_logo",
        path=lambda w: f"/brand/{w.slug}.png",
        allowed=EVERYBODY,
        answers=frozenset({404}),  # there is none
    ),
    _get("units_owner.list_units", units),
    *page(
        "units_owner.add_unit", lambda w: f"{units(w)}/new", OWNER, data=lambda w: {"name": "Bro"}
    ),
    *page(
        "units_owner.edit_unit",
        lambda w: f"{units(w)}/{w.unit.id}",
        OWNER,
        data=lambda w: {"name": "Hou", "parent": ""},
    ),
    _post("units_owner.move_unit", lambda w: f"{units(w)}/{w.unit.id}/place"),
    *page("units_owner.remove_unit", lambda w: f"{units(w)}/{w.unit.id}/removal", OWNER),
    *page("units_owner.bring_in", lambda w: f"{units(w)}/import", OWNER),
    _get("units_owner.download_example", lambda w: f"{units(w)}/example.csv"),
    _get("trail_owner.show_trail", lambda w: f"/o/{w.slug}/trail"),
    _post("trail_owner.verify", lambda w: f"/o/{w.slug}/trail/verification"),
    _post("trail_owner.export", lambda w: f"/o/{w.slug}/trail/export.csv"),
]
