"""Those who may be asked again, for an organiser."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from ambassadors.seasons import alumni, notifications, queries
from ambassadors.seasons.forms import AskAgainForm
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error

bp = Blueprint("alumni_organiser", __name__, url_prefix="/o/<slug:organisation>/alumni")


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_alumni(organisation: str) -> ResponseReturnValue:
    """Show who may be asked again, and invite some of them to another cohort."""
    found = queries.alumni_page(current_organisation().id, request.args.get("page", 1, type=int))
    form = AskAgainForm(found.items, queries.open_cohorts(current_organisation().id))
    if form.validate_on_submit():
        try:
            ask(form)
            return redirect(url_for(".list_alumni", organisation=organisation))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template("ambassadors/seasons/alumni.html", found=found, form=form)


def ask(form: AskAgainForm) -> None:
    """Invite those who were ticked, and say how many that were."""
    people = queries.alumni_among(current_organisation().id, form.chosen_people())
    asked = alumni.ask_again(people, form.chosen_cohort(), actor=signed_in_user())
    sent = [(one, fate) for one, fate in asked if fate.token and fate.invitation]
    for alumnus, fate in sent:
        if fate.invitation:
            notifications.send_asked_again(
                alumnus, fate.invitation, fate.token, sent_by=signed_in_user()
            )
    db.session.commit()
    if sent:
        words = ngettext("%(num)s is asked again.", "%(num)s are asked again.", len(sent))
        flash(words, "success")
    if len(sent) < len(asked):
        flash(_("Those who have been invited already, or take part, are not asked twice."), "warn")
