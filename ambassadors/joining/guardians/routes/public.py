"""A guardian's own page, by the mailed link and without an account."""

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from accounts.limits import keep_link_to_ourselves
from accounts.session import show_for
from ambassadors import queries as cohort_queries
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.guardians import notifications, operations, overview, queries
from ambassadors.joining.guardians.forms import ApprovalForm
from ambassadors.joining.models import GuardianApproval
from ambassadors.notices import notice_of
from core.access import Audience, open_to
from core.db import db, utcnow
from core.downloads import attachment
from core.errors import LinkGone
from core.forms import filled

bp = Blueprint("guardians_public", __name__, url_prefix="/guardian")


def get_approval(token: str) -> GuardianApproval:
    """Return what a link is about, and dress the page for it; a POST waits its turn."""
    approval = queries.get_approval(token, lock=request.method == "POST")
    show_for(approval.cohort.organisation)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = approval.locale
        refresh()
    operations.check_alive(approval, utcnow())
    return approval


@bp.route("/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_question(token: str) -> ResponseReturnValue:
    """Say what a young person asks for, and take the guardian's yes."""
    approval = get_approval(token)
    form = ApprovalForm()
    if approval.approved_at is None and form.validate_on_submit():
        try:
            link = operations.approve(approval, name=filled(form.name.data))
            notifications.send_approved(approval, link)
            db.session.commit()
        except CohortNotOpen:
            db.session.rollback()
            form.form_errors.append(_("Nobody can be taken in at the moment. Try again later."))
            approval = get_approval(token)
        else:
            flash(_("Thank you. We have told them."), "success")
            return redirect(url_for(".show_question", token=token))
    return render_template(
        "ambassadors/joining/guardians/page.html", token=token, form=form, **asked(approval)
    )


def asked(approval: GuardianApproval) -> dict[str, Any]:
    """Return what a guardian is told: who asks, for what, and on which terms."""
    return {
        "approval": approval,
        "cohort": approval.cohort,
        "young": notifications.young_of(approval),
        "chosen": overview.chosen(approval),
        "notice": notice_of(approval.cohort),
        "policy": cohort_queries.find_published_policy(approval.cohort),
    }


@bp.get("/<string:token>/export")
@open_to(Audience.PUBLIC)
def export(token: str) -> ResponseReturnValue:
    """Hand out everything we know about the young person here, to read and to keep."""
    approval = get_approval(token)
    text = json.dumps(overview.everything(approval), ensure_ascii=False, indent=2)
    return attachment(text, "application/json", "tillid.json")


@bp.post("/<string:token>/withdrawal")
@open_to(Audience.PUBLIC)
def withdraw(token: str) -> ResponseReturnValue:
    """Say no, or take a yes back: at once, and with everything erased."""
    approval = get_approval(token)
    notifications.send_withdrawn(approval)
    operations.withdraw(approval)
    db.session.commit()
    return redirect(url_for(".show_goodbye"))


@bp.get("/goodbye")
@open_to(Audience.PUBLIC)
def show_goodbye() -> ResponseReturnValue:
    """Say that everything is erased; the link is useless from now on."""
    return render_template("ambassadors/joining/guardians/goodbye.html")


@bp.errorhandler(LinkGone)
def link_gone(error: LinkGone) -> ResponseReturnValue:
    """Say what happened to the link."""
    return render_template("ambassadors/joining/guardians/gone.html", message=error.message), 410


@bp.errorhandler(NoResultFound)
def link_unknown(_error: NoResultFound) -> ResponseReturnValue:
    """Say that the link is not one of ours any more."""
    return render_template("ambassadors/joining/guardians/gone.html", message=""), 404


bp.after_request(keep_link_to_ourselves)
