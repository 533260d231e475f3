"""The second step of a sign-in, and signing in with a passkey."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts import limits, second_step
from accounts.factors import ceremony, operations, queries
from accounts.factors.errors import CodeRefused, RecoveryCodeRefused
from accounts.factors.forms import AnswerForm, CodeForm, RecoveryCodeForm
from accounts.factors.limits import TRIES_PER_ADDRESS
from accounts.factors.notifications import News, tell
from accounts.models import User
from accounts.second_step import Half
from accounts.session import sign_in
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error
from core.web import same_site_path

bp = Blueprint("factors_public", __name__, url_prefix="/sign-in")
few = limiter.limit(TRIES_PER_ADDRESS, methods=["POST"])


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Let nothing of a sign-in stay in a cache."""
    return limits.keep_link_to_ourselves(response)


@bp.route("/second-step", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@few
def take_second_step() -> ResponseReturnValue:
    """Ask for a code from the app, or for a passkey."""
    half = second_step.find_half()
    if half is None:
        return _begin_again()
    form = CodeForm()
    if form.validate_on_submit():
        answer = _try(half, form, operations.use_app_code, CodeRefused())
        if answer:
            return answer
    return render_template(
        "accounts/factors/take_second_step.html",
        form=form,
        has_app=queries.has_app(half.user),
        has_passkey=ceremony.are_possible() and bool(queries.passkeys_of(half.user)),
    )


@bp.route("/recovery-code", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@few
def use_recovery_code() -> ResponseReturnValue:
    """Ask for a recovery code, for the day the phone is lost."""
    half = second_step.find_half()
    if half is None:
        return _begin_again()
    form = RecoveryCodeForm()
    if form.validate_on_submit():
        answer = _try(half, form, operations.use_recovery_code, RecoveryCodeRefused())
        if answer:
            tell(half.user, News.CODE_USED)
            db.session.commit()
            return answer
    return render_template("accounts/factors/use_recovery_code.html", form=form)


@bp.post("/passkey/options")
@open_to(Audience.PUBLIC)
@few
def ask_for_passkey() -> ResponseReturnValue:
    """Tell the browser which passkey to show: any, or one of whoever is half signed in."""
    half = second_step.find_half() if "second" in request.args else None
    options = ceremony.authentication_options(
        ceremony.SECOND_STEP if half else ceremony.SIGN_IN,
        queries.passkeys_of(half.user) if half else [],
    )
    return Response(options, mimetype="application/json")


@bp.post("/passkey")
@open_to(Audience.PUBLIC)
@few
def use_passkey() -> ResponseReturnValue:
    """Sign in with a passkey, alone or after a password."""
    form = AnswerForm()
    half = None
    try:
        challenge = ceremony.take_challenge(ceremony.SIGN_IN, ceremony.SECOND_STEP)
        half = second_step.find_half() if challenge.purpose == ceremony.SECOND_STEP else None
        user = operations.use_passkey(
            form.credential.data or "", challenge, only=half.user if half else None
        )
    except DomainError as error:
        flash(error.message, "error")
        return redirect(url_for(".take_second_step" if half else "security.login"))
    db.session.commit()
    return _let_in(user, half.next_page if half else same_site_path(form.next.data))


def _try(
    half: Half, form: FlaskForm, use: Callable[[User, str], bool], refused: DomainError
) -> ResponseReturnValue | None:
    """Count a try, right or wrong, and let the person in after a right one."""
    try:
        is_right = use(half.user, filled(form["code"].data))
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return None
    if not is_right:
        show_error(form, refused)
        if operations.has_stopped(half.user):
            tell(half.user, News.STOPPED)
    db.session.commit()
    return _let_in(half.user, half.next_page) if is_right else None


def _let_in(user: User, next_page: str) -> ResponseReturnValue:
    second_step.count_as_taken(user)
    sign_in(user)
    return redirect(next_page)


def _begin_again() -> ResponseReturnValue:
    flash(_("That took more than ten minutes, so sign in once more."), "warn")
    return redirect(url_for("security.login"))
