"""One's own account: name, language, address, where one is signed in, and where one can go."""

import uuid

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_security import auth_required

from accounts import (
    credentials,
    known_device,
    limits,
    links,
    notifications,
    offers,
    operations,
    own_acts,
    places,
    sessions,
)
from accounts.enums import LinkPurpose
from accounts.forms import AccountForm, NewEmailForm, PressForm
from accounts.session import signed_in_user
from core import jobs
from core.access import Audience, open_to
from core.db import db
from core.errors import LinkGone
from core.forms import filled

bp = Blueprint("accounts_person", __name__)

# For what decides who gets in: only a person who has shown lately who they are goes on.
shown_lately = auth_required(
    "session",
    within=lambda: current_app.config["SECURITY_FRESHNESS"],
    grace=lambda: current_app.config["SECURITY_FRESHNESS_GRACE_PERIOD"],
)


@bp.route("/account", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def show_account() -> ResponseReturnValue:
    """Show one's account and save its name and language."""
    user = signed_in_user()
    form = AccountForm(obj=user)
    if form.validate_on_submit():
        operations.change_account(user, name=filled(form.name.data), locale=form.locale.data)
        db.session.commit()
        session["language"] = user.locale
        refresh()
        flash(_("Saved."), "success")
        return redirect(url_for(".show_account"))
    return render_template(
        "accounts/account.html",
        form=form,
        user=user,
        offers=offers.to(user),
        places=places.of(user),
        sessions=sessions.lines(user),
    )


@bp.post("/account/sessions/<uuid:session_id>")
@open_to(Audience.SIGNED_IN)
def end_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Sign one of one's devices out."""
    sessions.end(sessions.get_session(signed_in_user(), session_id))
    own_acts.record(signed_in_user(), "session_ended")
    db.session.commit()
    flash(_("That device is signed out."), "success")
    return redirect(url_for(".show_account", _anchor="devices"))


@bp.post("/account/sessions")
@open_to(Audience.SIGNED_IN)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    if number := sessions.end_others(signed_in_user()):
        own_acts.record(signed_in_user(), "other_sessions_ended", after={"times": number})
    db.session.commit()
    flash(_("You are signed out everywhere but here."), "success")
    return redirect(url_for(".show_account", _anchor="devices"))


@bp.route("/account/email", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@shown_lately
@limits.own_mails
def change_email() -> ResponseReturnValue:
    """Mail a link to the address one wants to have; whether somebody has it is not said."""
    form = NewEmailForm()
    if form.validate_on_submit():
        email = filled(form.email.data).lower()
        jobs.enqueue("mail_email_link", subject_id=signed_in_user().id, email=email)
        db.session.commit()
        said = _(
            "If %(email)s can be used, a mail with a link is on its way there. "
            "Nothing changes until you open it.",
            email=email,
        )
        flash(said, "success")
        return redirect(url_for(".show_account"))
    return render_template("accounts/change_email.html", form=form, user=signed_in_user())


@bp.route("/account/email/<string:token>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def confirm_email(token: str) -> ResponseReturnValue:
    """Let the account have the address the link went to; only the person who asked can."""
    user = signed_in_user()
    link = links.get(token, LinkPurpose.NEW_EMAIL)
    if link.user_id != user.id:
        raise links.gone()
    form = PressForm()
    if form.validate_on_submit():
        old = credentials.change_email(link)
        sessions.rotate()
        notifications.send_email_changed(user, old_email=old)
        db.session.commit()
        known_device.remember(user)
        flash(_("Your account has the address %(email)s now.", email=user.email), "success")
        return redirect(url_for(".show_account"))
    return render_template("accounts/confirm_email.html", form=form, email=link.new_email)


@bp.errorhandler(LinkGone)
def link_gone(error: LinkGone) -> ResponseReturnValue:
    """Say that the link is over, and where the next one comes from."""
    db.session.rollback()
    again = url_for(".change_email")
    return render_template("accounts/link_gone.html", error=error, again=again), 410


@bp.after_request
def keep_link_to_ourselves(response: Response) -> Response:
    """Let the link in the address of a page go nowhere."""
    return limits.keep_link_to_ourselves(response)
