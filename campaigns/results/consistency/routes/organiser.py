"""How the people of the open cohorts are doing, and a kind word in one tap."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors.people import shown_name
from campaigns.results.consistency import attention, operations
from campaigns.results.consistency import doing as labels
from campaigns.results.consistency.attention import PER_PAGE, Group
from core.access import Audience, open_to
from core.db import db, utcnow
from core.formats import local_date

bp = Blueprint(
    "consistency_organiser", __name__, url_prefix="/o/<slug:organisation>/results/people"
)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_people(organisation: str) -> ResponseReturnValue:
    """Show who would like a kind word, who is to be left in peace, and who thrives."""
    ours, now = current_organisation(), utcnow()
    today = local_date(now, ours.timezone)
    group = request.args.get("show", Group.KIND_WORD, type=Group)
    doing = attention.count_doing(ours.id, today, now)
    page = max(request.args.get("page", 1, type=int), 1)
    return render_template(
        "campaigns/results/consistency/people.html",
        doing=doing,
        group=group,
        groups=Group,
        people=attention.people_in(ours.id, group, today=today, now=now, page=page),
        page=page,
        pages=-(-doing.of(group) // PER_PAGE),
        labels=labels,
        shown_name=shown_name,
    )


@bp.post("/<uuid:ambassador_id>/kind-word")
@open_to(Audience.ORGANISER)
def send_kind_word(organisation: str, ambassador_id: uuid.UUID) -> ResponseReturnValue:
    """Send one person a kind reminder, if their own terms allow it."""
    ours = current_organisation()
    today = local_date(utcnow(), ours.timezone)
    person = attention.get_person(ours.id, ambassador_id, today)
    told = operations.send_kind_word(person, actor=signed_in_user())
    db.session.commit()
    if told:
        flash(_("%(name)s gets a kind reminder.", name=shown_name(person.user.name)), "success")
    else:
        flash(_("%(name)s is left in peace just now.", name=shown_name(person.user.name)), "warn")
    return redirect(url_for(".list_people", organisation=organisation))
