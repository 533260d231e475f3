"""The guardian step of somebody who was invited: whom to ask, and waiting for the answer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from accounts.limits import keep_link_to_ourselves
from ambassadors.joining import visit
from ambassadors.joining.applying import has_guardian_step
from ambassadors.joining.guardians import notifications, operations, queries
from ambassadors.joining.guardians.forms import GuardianEmailForm
from ambassadors.joining.guardians.limits import GUARDIAN_MAILS, guardian_in_form
from ambassadors.joining.models import Invitation
from ambassadors.joining.routes.public import link_gone, link_unknown
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError, LinkGone
from core.extensions import limiter
from core.forms import filled, show_error
from core.languages import language

bp = Blueprint("joining_guardian", __name__, url_prefix="/invitations/<string:token>/guardian")


@bp.route("", methods=["GET", "POST"])
@limiter.limit(GUARDIAN_MAILS, methods=["POST"], key_func=guardian_in_form)
@open_to(Audience.PUBLIC)
def ask(token: str) -> ResponseReturnValue:
    """Ask for a guardian's address, and write to it; until the yes one can correct it here."""
    invitation = visit.get_invitation(token)
    is_past = visit.is_old_enough(invitation) or queries.guardian_has_said_yes(invitation)
    if is_past or not has_guardian_step(invitation.cohort.minimum_age):
        return redirect(url_for("joining_public.show_welcome", token=token))
    form = GuardianEmailForm(data={"guardian_locale": language()})
    if form.validate_on_submit():
        try:
            return write_to_guardian(invitation, form, token)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
            invitation = visit.get_invitation(token)
    return render_template(
        "ambassadors/joining/guardians/ask.html",
        cohort=invitation.cohort,
        approval=queries.find_for_invitation(invitation.id),
        form=form,
        token=token,
    )


def write_to_guardian(
    invitation: Invitation, form: GuardianEmailForm, token: str
) -> ResponseReturnValue:
    """Queue the mail to the guardian."""
    approval, link = operations.ask(
        invitation.cohort,
        guardian_email=filled(form.guardian_email.data),
        locale=form.guardian_locale.data,
        invitation=invitation,
    )
    notifications.send_question(approval, link)
    db.session.commit()
    flash(_("We have written to %(email)s.", email=approval.guardian_email), "success")
    return redirect(url_for(".ask", token=token))


bp.register_error_handler(LinkGone, link_gone)
bp.register_error_handler(NoResultFound, link_unknown)
bp.after_request(keep_link_to_ourselves)
