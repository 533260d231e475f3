"""What an organiser does about invitations: send, send again, withdraw, and look ahead."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from ambassadors import permissions, starter_packs
from ambassadors import queries as cohort_queries
from ambassadors.joining import notifications, operations
from ambassadors.joining.enums import Screen
from ambassadors.joining.forms import (
    InviteForm,
    NewAccountForm,
    PolicyForm,
    WaysForm,
    WelcomeForm,
    WishesForm,
    wishes_form,
)
from ambassadors.joining.operations import Fate, Invitee
from ambassadors.joining.screens import ScreenView, split_notice
from ambassadors.models import Cohort
from ambassadors.notices import notice_of
from ambassadors.routes.cohort import get_cohort, here
from core.access import Audience, open_to
from core.db import db

bp = Blueprint(
    "joining_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>",
)


@bp.route("/invitations/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def invite(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Invite several people at once; what could not be sent stays on the page with its reason."""
    cohort = get_cohort(cohort_id)
    form = InviteForm(
        cohort_queries.units_of(cohort.organisation_id), current_organisation().locale
    )
    fates: list[Fate] = []
    if form.more.data:
        form.add_rows()
    elif form.validate_on_submit():
        people, unreadable = form.invitees()
        if not permissions.can_invite(cohort):
            form.form_errors.append(_("Open for invitations before you invite anybody."))
        elif not people and not unreadable:
            form.form_errors.append(_("Enter at least one e-mail address."))
        else:
            fates = send_all(cohort, people)
            if not unreadable and all(fate.token for fate in fates):
                return redirect(url_for("invited_organiser.list_invitations", **here(cohort.id)))
            form.show_again(fates, unreadable)
    return render_template("ambassadors/joining/invite.html", cohort=cohort, form=form, fates=fates)


def send_all(cohort: Cohort, people: list[Invitee]) -> list[Fate]:
    """Invite people and queue their mails; everything that can be sent is saved."""
    fates = operations.invite_all(cohort, people, actor=signed_in_user())
    sent = [(fate.invitation, fate.token) for fate in fates if fate.invitation and fate.token]
    for invitation, token in sent:
        notifications.send_invitation(invitation, token, sent_by=signed_in_user())
    db.session.commit()
    if sent:
        flash(
            ngettext(
                "%(num)s invitation is on its way.",
                "%(num)s invitations are on their way.",
                len(sent),
            ),
            "success",
        )
    return fates


@bp.get("/joining/<string:screen>")
@open_to(Audience.ORGANISER)
def preview(organisation: str, cohort_id: uuid.UUID, screen: str) -> ResponseReturnValue:
    """Show a joining screen the way somebody invited sees it; nothing is sent."""
    cohort = get_cohort(cohort_id)
    if screen not in set(Screen):
        abort(404)
    shown = Screen(screen)
    summary, rest = split_notice(notice_of(cohort))
    return render_template(
        f"ambassadors/joining/{shown.value}.html",
        view=preview_view(shown, cohort),
        cohort=cohort,
        invitation=None,
        is_known=False,
        form=preview_form(shown, cohort),
        policy=cohort_queries.latest_policy(cohort),
        summary=summary,
        rest=rest,
        functions=starter_packs.load(cohort.kind).functions,
    )


def preview_view(screen: Screen, cohort: Cohort) -> ScreenView:
    """Return a screen with its ways on and back among the previews."""
    ways = {one: url_for(".preview", screen=one.value, **here(cohort.id)) for one in Screen}
    close_url = url_for("cohorts_organiser.show_cohort", **here(cohort.id))
    return ScreenView(
        screen,
        back_url="" if screen is Screen.WELCOME else ways[screen.before],
        next_url=close_url if screen is Screen.ACCOUNT else ways[screen.after],
        is_preview=True,
        close_url=close_url,
    )


def preview_form(
    screen: Screen, cohort: Cohort
) -> WelcomeForm | PolicyForm | WishesForm | WaysForm | NewAccountForm:
    """Return the form of a screen, as it is before anything was chosen."""
    if screen is Screen.WELCOME:
        return WelcomeForm(cohort)
    if screen is Screen.POLICY:
        return PolicyForm()
    if screen is Screen.WISHES:
        return wishes_form(cohort, {})
    return WaysForm() if screen is Screen.WAYS else NewAccountForm()
