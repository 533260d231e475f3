"""One's own second step: codes from an app, passkeys, recovery codes."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import limits, second_step, sessions
from accounts.confirmation import asked_again
from accounts.factors import ceremony, codes, operations, queries
from accounts.factors.forms import AnswerForm, PasskeyForm, SetUpAppForm
from accounts.factors.notifications import News, tell
from accounts.session import signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import filled, show_error
from core.web import same_site_path

bp = Blueprint("factors_person", __name__, url_prefix="/account/second-step")
HERE = "factors_person.show_second_step"


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Let no secret on these pages stay in a cache."""
    return limits.keep_link_to_ourselves(response)


@bp.get("")
@open_to(Audience.SIGNED_IN)
def show_second_step() -> ResponseReturnValue:
    """Show what guards one's account beside the password."""
    user = signed_in_user()
    return render_template(
        "accounts/factors/second_step.html",
        user=user,
        has_app=queries.has_app(user),
        passkeys=queries.passkeys_of(user),
        passkeys_are_possible=ceremony.are_possible(),
        codes_left=queries.recovery_codes_left(user),
        is_required=second_step.is_required(user),
        next_page=same_site_path(request.args.get("next"), fallback=""),
    )


@bp.route("/app", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def set_up_app() -> ResponseReturnValue:
    """Show the code to scan, and confirm the app by the first code from it."""
    user = signed_in_user()
    form = SetUpAppForm()
    secret = codes.new_secret()
    if form.validate_on_submit():
        try:
            secret = codes.unseal(user, form.sealed.data or "")
            operations.add_app(user, secret=secret, code=filled(form.code.data))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            return _saved(News.APP_ADDED, _("Codes from your app now guard your account."))
    form.sealed.data = codes.seal(user, secret)
    return render_template(
        "accounts/factors/app.html",
        form=form,
        picture=codes.picture(user, secret),
        key=codes.key_in_fours(secret),
        address=codes.address(user, secret),
    )


@bp.post("/app/removal")
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def remove_app() -> ResponseReturnValue:
    """Let codes from the app be worth nothing."""
    try:
        operations.remove_app(signed_in_user())
    except DomainError as error:
        return _refused(error)
    return _saved(News.APP_REMOVED, _("Codes from the app are no longer asked for."))


@bp.route("/passkeys/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def add_passkey() -> ResponseReturnValue:
    """Add a passkey that the browser makes."""
    form = PasskeyForm()
    if form.validate_on_submit():
        try:
            challenge = ceremony.take_challenge(ceremony.REGISTER)
            key = ceremony.new_key(form.credential.data or "", challenge)
            operations.add_passkey(signed_in_user(), name=filled(form.name.data), key=key)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            return _saved(News.PASSKEY_ADDED, _("The passkey is added."))
    form.credential.data = ""
    return render_template(
        "accounts/factors/passkey.html", form=form, are_possible=ceremony.are_possible()
    )


@bp.post("/passkeys/options")
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def ask_for_new_passkey() -> ResponseReturnValue:
    """Tell the browser what passkey to make."""
    user = signed_in_user()
    options = ceremony.registration_options(user, queries.passkeys_of(user))
    return Response(options, mimetype="application/json")


@bp.post("/passkeys/<uuid:passkey_id>/removal")
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def remove_passkey(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Let a passkey open nothing any more."""
    try:
        operations.remove_passkey(queries.get_passkey(signed_in_user(), passkey_id))
    except DomainError as error:
        return _refused(error)
    return _saved(News.PASSKEY_REMOVED, _("The passkey is removed."))


@bp.post("/confirmation/options")
@open_to(Audience.SIGNED_IN)
def ask_to_confirm() -> ResponseReturnValue:
    """Tell the browser which passkeys show that it is still the same person."""
    known = queries.passkeys_of(signed_in_user())
    options = ceremony.authentication_options(ceremony.CONFIRM, known)
    return Response(options, mimetype="application/json")


@bp.post("/confirmation")
@open_to(Audience.SIGNED_IN)
def confirm() -> ResponseReturnValue:
    """Believe that it is still the same person, by their passkey; the session has a new key."""
    form = AnswerForm()
    wanted = same_site_path(form.next.data, fallback=url_for("accounts_person.show_account"))
    try:
        challenge = ceremony.take_challenge(ceremony.CONFIRM)
        operations.use_passkey(form.credential.data or "", challenge, only=signed_in_user())
    except DomainError as error:
        flash(error.message, "error")
        return redirect(url_for("security.verify", next=wanted))
    second_step.count_as_shown()
    sessions.rotate()
    db.session.commit()
    return redirect(wanted)


@bp.route("/recovery-codes", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def make_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    user = signed_in_user()
    if user.second_step_since is None:
        return redirect(url_for(HERE))
    fresh: list[str] = []
    if request.method == "POST":
        fresh = operations.renew_recovery_codes(user)
        tell(user, News.CODES_MADE)
        db.session.commit()
    return render_template(
        "accounts/factors/recovery_codes.html",
        codes=fresh,
        left=queries.recovery_codes_left(user),
        next_page=same_site_path(request.args.get("next"), fallback=url_for(HERE)),
    )


def _saved(news: News, message: str) -> ResponseReturnValue:
    """Save, tell the person by mail, and show what to do next."""
    user = signed_in_user()
    tell(user, news)
    sessions.rotate()
    db.session.commit()
    flash(message, "success")
    if user.second_step_since and not queries.recovery_codes_left(user):
        return redirect(url_for(".make_recovery_codes", next=request.args.get("next") or None))
    return redirect(url_for(HERE))


def _refused(error: DomainError) -> ResponseReturnValue:
    db.session.rollback()
    flash(error.message, "error")
    return redirect(url_for(HERE))
