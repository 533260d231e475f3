"""What I have agreed to, and what is new in it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from ambassadors.agreement import operations, postponing, queries
from ambassadors.agreement.comparison import compare_policies
from ambassadors.session import current_ambassador
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError

bp = Blueprint("agreement_ambassador", __name__, url_prefix="/my/policy")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_policy() -> ResponseReturnValue:
    """Show the policy in force: what is new since the last yes, then the whole of it."""
    agreement = queries.agreement_of(current_ambassador())
    before, after = agreement.accepted, agreement.to_accept
    return render_template(
        "ambassadors/agreement/policy.html",
        agreement=agreement,
        changed=compare_policies(before, after, str(get_locale())) if before and after else None,
    )


@bp.post("")
@open_to(Audience.AMBASSADOR)
def agree() -> ResponseReturnValue:
    """Say yes to the version that was shown."""
    try:
        operations.agree(current_ambassador(), version=request.form.get("version", 0, type=int))
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "warn")
        return redirect(url_for(".show_policy"))
    flash(_("Thank you. That is all."), "success")
    return redirect(url_for("home_ambassador.show_home"))


@bp.post("/later")
@open_to(Audience.AMBASSADOR)
def postpone() -> ResponseReturnValue:
    """Leave it for another day: the front page does not ask again during this visit."""
    postponing.postpone(request.form.get("version", 0, type=int))
    return redirect(url_for("home_ambassador.show_home"))
