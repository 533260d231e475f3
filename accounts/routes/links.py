"""Getting in by mail: a link to sign in, a link to choose a new password, both used once.

Opening such a link changes nothing, so a program that looks at mails before their reader does
no harm; the button on its page does.
"""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import credentials, jobs, limits, links, notifications, session
from accounts.enums import LinkPurpose
from accounts.forms import AskForLinkForm, NewPasswordForm, PressForm
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError, LinkGone
from core.forms import filled, show_error
from core.web import same_site_path

bp = Blueprint("accounts_links", __name__)


@bp.after_request
def keep_link_to_ourselves(response: Response) -> Response:
    """Let the link in the address go nowhere."""
    return limits.keep_link_to_ourselves(response)


@bp.route("/sign-in/link", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limits.limited_mails
def ask_to_sign_in() -> ResponseReturnValue:
    """Mail a link to sign in with; whether the address is known is not said."""
    form = AskForLinkForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        return _mail_to(form, LinkPurpose.SIGN_IN)
    return render_template("accounts/ask_for_link.html", form=form)


@bp.route("/sign-in/link/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def sign_in(token: str) -> ResponseReturnValue:
    """Sign in whoever has the link, once they press the button."""
    link = links.get(token, LinkPurpose.SIGN_IN)
    form = PressForm()
    if form.validate_on_submit():
        links.use_up(link)
        user, next_page = link.user, same_site_path(link.next_page)
        db.session.commit()
        session.sign_in(user)
        return redirect(next_page)
    return render_template("accounts/sign_in_by_link.html", form=form, user=link.user)


@bp.route("/forgotten-password", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limits.limited_mails
def ask_for_password() -> ResponseReturnValue:
    """Mail a link to choose a new password with; whether the address is known is not said."""
    form = AskForLinkForm()
    if form.validate_on_submit():
        return _mail_to(form, LinkPurpose.NEW_PASSWORD)
    return render_template("accounts/forgotten_password.html", form=form)


@bp.route("/forgotten-password/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def choose_password(token: str) -> ResponseReturnValue:
    """Set a new password; one then signs in with it."""
    link = links.get(token, LinkPurpose.NEW_PASSWORD)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            user = credentials.reset_password(link, filled(form.password.data))
        except LinkGone:
            raise
        except DomainError as error:
            show_error(form, error)
        else:
            notifications.send_password_changed(user)
            db.session.commit()
            flash(_("Your new password is saved. Sign in with it."), "success")
            return redirect(url_for("security.login"))
    return render_template("accounts/new_password.html", form=form, email=link.user.email)


def _mail_to(form: AskForLinkForm, purpose: LinkPurpose) -> ResponseReturnValue:
    email = filled(form.email.data)
    jobs.ask_for_link(purpose, email=email.lower(), next_page=same_site_path(form.next.data))
    db.session.commit()
    said = _(
        "If %(email)s is known here, a mail with a link is on its way. "
        "Look in your spam folder if it is not there in five minutes.",
        email=email,
    )
    flash(said, "success")
    return redirect(request.path)


@bp.errorhandler(LinkGone)
def link_gone(error: LinkGone) -> ResponseReturnValue:
    """Say that the link is over, and where the next one comes from."""
    db.session.rollback()
    for_password = (request.endpoint or "").endswith("choose_password")
    again = ".ask_for_password" if for_password else ".ask_to_sign_in"
    return render_template("accounts/link_gone.html", error=error, again=url_for(again)), 410
