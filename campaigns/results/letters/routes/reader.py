"""Where a reader says no to the monthly mail, or yes again."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.enums import Role
from accounts.session import current_memberships
from campaigns.results.letters import operations
from core.access import Audience, open_to
from core.db import db

bp = Blueprint("reader_letters", __name__, url_prefix="/o/<slug:organisation>/results")


@bp.post("/monthly-mail")
@open_to(Audience.READER)
def choose(organisation: str) -> ResponseReturnValue:
    """Have the monthly mail, or not; only readers are written to."""
    wanted = request.form.get("wanted") == "yes"
    for membership in current_memberships():
        if membership.role is Role.READER:
            operations.choose(membership, wanted=wanted)
    db.session.commit()
    said = _("You get the mail again.") if wanted else _("You get the mail no more.")
    flash(said, "success")
    return redirect(url_for("results_reader.list_campaigns", organisation=organisation))
