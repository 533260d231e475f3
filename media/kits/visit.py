"""An ambassador on her way to a kit: which one, whether it is open to her, and what day it is."""

import uuid
from datetime import date

from flask import abort, make_response, render_template, request

from ambassadors.session import current_ambassador
from core.db import utcnow
from core.formats import local_date
from core.languages import language
from media.kits import pages, permissions, queries, versions
from media.kits.models import Kit
from media.kits.versions import Version


def today() -> date:
    """Return the day it is where the ambassador's organisation is."""
    return local_date(utcnow(), current_ambassador().cohort.organisation.timezone)


def get_kit(kit_id: uuid.UUID, *, to_save: bool = False) -> Kit:
    """Return a kit that is out for the ambassador, locked or not; NoResultFound becomes a 404."""
    return queries.get_kit_for(current_ambassador(), kit_id, today(), to_save=to_save)


def version_of(kit: Kit) -> Version:
    """Return the version of a kit she has chosen to see, else the one nearest to her."""
    own = versions.version_for(kit, current_ambassador(), language())
    return versions.chosen(kit, own, request.args.get("version"))


def get_open_kit(kit_id: uuid.UUID, *, to_save: bool = False) -> Kit:
    """Return a kit she may use now; a locked one is answered by the way to its training."""
    kit, ambassador = get_kit(kit_id, to_save=to_save), current_ambassador()
    if permissions.is_locked(kit, ambassador, queries.passed_gates(ambassador, [kit])):
        page = render_template("media/kits/locked.html", kit=kit, url=pages.training_url(kit))
        abort(make_response(page, 403))
    return kit
