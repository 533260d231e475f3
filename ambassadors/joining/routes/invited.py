"""The list of those invited to a cohort: how far each is, and what can be done about it."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import signed_in_user
from ambassadors import permissions
from ambassadors.joining import invitations, notifications, operations, queries, reminding
from ambassadors.joining.enums import InvitationState
from ambassadors.joining.models import Invitation
from ambassadors.joining.queries import InvitationFilter
from ambassadors.models import Cohort
from ambassadors.routes.cohort import get_cohort, here
from core import jobs
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter

bp = Blueprint(
    "invited_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/invitations",
)

REMINDERS = "10 per hour"


def wanted_from_address() -> InvitationFilter:
    """Read from the address what is looked for; what makes no sense is left out."""
    state = request.args.get("show", "")
    return InvitationFilter(
        words=request.args.get("q", "").strip()[:100],
        state=InvitationState(state) if state in set(InvitationState) else None,
    )


@bp.get("")
@open_to(Audience.ORGANISER)
def list_invitations(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show who was invited and how far each has come."""
    cohort = get_cohort(cohort_id)
    wanted, now = wanted_from_address(), utcnow()
    found = queries.invitations_page(cohort, wanted, page=request.args.get("page", 1, type=int))
    return render_template(
        "ambassadors/joining/invitations.html",
        cohort=cohort,
        wanted=wanted,
        found=found,
        rows=[(i, invitations.state_of(i, now)) for i in found.items],
        tally=queries.tally(cohort),
        to_remind=queries.count_to_remind(cohort),
        is_stuck=not is_sending(cohort),
        can_invite=permissions.can_invite(cohort),
    )


def is_sending(cohort: Cohort) -> bool:
    """Say whether a job makes the mails that wait, or will in a moment."""
    job = jobs.latest("send_invitations", cohort.id)
    return job is not None and not job.is_over


@bp.get("/progress")
@open_to(Audience.ORGANISER)
def show_progress(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Answer the page's question how many mails are still to be made."""
    cohort = get_cohort(cohort_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for(".list_invitations", **here(cohort_id)))
    waiting = queries.tally(cohort)[InvitationState.WAITING]
    return render_template(
        "ambassadors/joining/sending_piece.html", cohort_id=cohort_id, waiting=waiting
    )


@bp.post("/reminders")
@open_to(Audience.ORGANISER)
@limiter.limit(REMINDERS, key_func=lambda: str(signed_in_user().id))
def remind_all(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Send everything again that nobody has opened."""
    return _send_later(cohort_id, reminding.remind_all)


@bp.post("/waiting")
@open_to(Audience.ORGANISER)
@limiter.limit(REMINDERS, key_func=lambda: str(signed_in_user().id))
def send_waiting(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Send what waits: somebody asked for it who cannot see to it any more."""
    return _send_later(cohort_id, reminding.send_waiting)


def _send_later(cohort_id: uuid.UUID, start: Callable[..., int]) -> ResponseReturnValue:
    try:
        number = start(get_cohort(cohort_id), actor=signed_in_user())
        db.session.commit()
        words = ngettext(
            "%(num)s invitation is on its way.", "%(num)s invitations are on their way.", number
        )
        flash(words, "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".list_invitations", **here(cohort_id)))


@bp.post("/<uuid:invitation_id>/new-link")
@open_to(Audience.ORGANISER)
def send_again(
    organisation: str, cohort_id: uuid.UUID, invitation_id: uuid.UUID
) -> ResponseReturnValue:
    """Send an invitation once more, with a new link."""

    def act(invitation: Invitation) -> str:
        token = reminding.send_again(invitation, actor=signed_in_user())
        notifications.send_invitation(invitation, token, sent_by=signed_in_user())
        return str(_("A new link is on its way to %(email)s.", email=invitation.email))

    return _done_to(cohort_id, invitation_id, act)


@bp.post("/<uuid:invitation_id>/extension")
@open_to(Audience.ORGANISER)
def extend(
    organisation: str, cohort_id: uuid.UUID, invitation_id: uuid.UUID
) -> ResponseReturnValue:
    """Let the link somebody has already work for 14 more days."""

    def act(invitation: Invitation) -> str:
        reminding.extend(invitation, actor=signed_in_user())
        return str(_("The link of %(email)s works 14 days from now.", email=invitation.email))

    return _done_to(cohort_id, invitation_id, act)


@bp.post("/<uuid:invitation_id>/withdrawal")
@open_to(Audience.ORGANISER)
def withdraw(
    organisation: str, cohort_id: uuid.UUID, invitation_id: uuid.UUID
) -> ResponseReturnValue:
    """Withdraw an invitation; its link says so from now on."""

    def act(invitation: Invitation) -> str:
        operations.withdraw(invitation, actor=signed_in_user())
        return str(_("The invitation to %(email)s is withdrawn.", email=invitation.email))

    return _done_to(cohort_id, invitation_id, act)


def _done_to(
    cohort_id: uuid.UUID, invitation_id: uuid.UUID, act: Callable[[Invitation], str]
) -> ResponseReturnValue:
    """Do one thing to an invitation, tell how that went, and go back to the same list."""
    invitation = queries.get_invitation_of(get_cohort(cohort_id), invitation_id)
    try:
        words = act(invitation)
        db.session.commit()
        flash(words, "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    kept = {name: request.args[name] for name in ("q", "show", "page") if name in request.args}
    return redirect(url_for(".list_invitations", **{**kept, **here(cohort_id)}))
