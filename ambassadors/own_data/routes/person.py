"""My data: fetch a copy, and be erased in two steps. For whoever is signed in."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import verify_password

from accounts.limits import MAILS_PER_ACCOUNT, PER_ACCOUNT
from accounts.limits import keep_link_to_ourselves as keep_to_ourselves
from accounts.models import User
from accounts.passwords import normalise
from accounts.session import signed_in_user
from ambassadors.own_data import notifications, operations, pages, queries
from ambassadors.own_data.errors import WrongPassword
from ambassadors.own_data.forms import ConfirmByLinkForm, ConfirmByPasswordForm, EraseForm
from core import jobs, storage
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error
from core.languages import language

bp = Blueprint("own_data", __name__, url_prefix="/my/data")
bp.before_request(pages.enter)


def myself() -> str:
    """Return whose limit it is."""
    return str(signed_in_user().id)


@bp.get("")
@open_to(Audience.SIGNED_IN)
def show_data() -> ResponseReturnValue:
    """Show what there is to fetch, and the way to being erased."""
    copy = queries.latest_copy(signed_in_user().id)
    return render_template(
        "ambassadors/own_data/my_data.html",
        copy=copy,
        making=copy and jobs.latest("copy_own_data", copy.id),
        now=utcnow(),
        kept_days=operations.KEPT.days,
    )


@bp.post("/copies")
@open_to(Audience.SIGNED_IN)
def ask_for_copy() -> ResponseReturnValue:
    """Have a copy made."""
    operations.ask_for_copy(signed_in_user(), locale=language())
    db.session.commit()
    return redirect(url_for(".show_data"))


@bp.get("/progress")
@open_to(Audience.SIGNED_IN)
def show_progress() -> ResponseReturnValue:
    """Answer the page's question how far its copy is."""
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for(".show_data"))
    copy = queries.latest_copy(signed_in_user().id)
    making = copy and jobs.latest("copy_own_data", copy.id)
    return render_template(
        "ambassadors/own_data/copy_piece.html", copy=copy, making=making, now=utcnow()
    )


@bp.get("/copies/<uuid:copy_id>")
@open_to(Audience.SIGNED_IN)
def download_copy(copy_id: uuid.UUID) -> ResponseReturnValue:
    """Hand somebody their own copy while it is kept."""
    copy = queries.get_ready_copy(signed_in_user(), copy_id, utcnow())
    name = _("my-data-%(day)s", day=filled(copy.ready_at).date().isoformat())
    key = filled(copy.storage_key)
    return keep_to_ourselves(
        storage.send(key, mimetype="application/zip", download_name=f"{name}.zip")
    )


@bp.route("/erasure", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@limiter.limit(MAILS_PER_ACCOUNT, key_func=myself, methods=["POST"])
def ask_for_erasure() -> ResponseReturnValue:
    """First step: say what goes and what stays, and ask."""
    user, form = signed_in_user(), EraseForm()
    if form.validate_on_submit():
        try:
            return begin_erasure(user)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return pages.erasure_page(user, form)


def begin_erasure(user: User) -> ResponseReturnValue:
    """Note the wish; who has no password gets a mail to confirm it with."""
    token = operations.ask_for_erasure(user, at=utcnow())
    if token:
        notifications.send_confirmation(user, token)
    db.session.commit()
    if not token:
        return redirect(url_for(".confirm_by_password"))
    flash(_("Now open the link in the mail we have sent you. It works for an hour."), "success")
    return redirect(url_for(".ask_for_erasure"))


@bp.route("/erasure/password", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@limiter.limit(
    PER_ACCOUNT, key_func=myself, methods=["POST"], deduct_when=lambda r: r.status_code == 200
)
def confirm_by_password() -> ResponseReturnValue:
    """Second step for who has a password."""
    user, form = signed_in_user(), ConfirmByPasswordForm()
    wish = queries.find_request(user.id)
    if wish is None or user.password is None:
        return redirect(url_for(".ask_for_erasure"))
    if form.validate_on_submit():
        try:
            if not verify_password(normalise(filled(form.password.data)), user.password):
                raise WrongPassword
            return erase(wish.id)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template("ambassadors/own_data/confirm.html", form=form)


@bp.route("/erasure/links/<string:token>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def confirm_by_link(token: str) -> ResponseReturnValue:
    """Second step for who has no password: the link in their mail."""
    wish = queries.get_request(signed_in_user(), token, utcnow())
    form = ConfirmByLinkForm()
    if form.validate_on_submit():
        return erase(wish.id)
    page = render_template("ambassadors/own_data/confirm.html", form=form)
    return keep_to_ourselves(pages.answer(page))


def erase(wish_id: uuid.UUID) -> ResponseReturnValue:
    """Have it done, and sign out here too."""
    locale = signed_in_user().locale
    operations.confirm_erasure(queries.get_wish(wish_id), at=utcnow())
    db.session.commit()
    pages.leave(locale)
    return redirect(url_for("erased.show_erased"))
