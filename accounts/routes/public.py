"""The page behind the one-time link that lets somebody new in."""

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from accounts import limits, offers, operations, queries
from accounts.external import newcomers
from accounts.forms import FirstNameForm, FirstPasswordForm
from accounts.models import User, WelcomeLink
from accounts.session import show_for, sign_in
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError, LinkGone
from core.forms import filled, show_error

bp = Blueprint("accounts_public", __name__)


@bp.after_request
def keep_link_to_ourselves(response: Response) -> Response:
    """Let the link in the address go nowhere."""
    return limits.keep_link_to_ourselves(response)


@bp.route("/welcome/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_welcome(token: str) -> ResponseReturnValue:
    """Let somebody new choose a password. Only sending the form uses the link up."""
    link = _get_link(token)
    home = offers.first_home(link.user)
    if home:
        show_for(home)
    newcomer = newcomers.find_newcomer(home, request.path) if home else None
    providers = newcomers.providers_for(home) if home else []
    form = (FirstNameForm if newcomer else FirstPasswordForm)(name=link.user.name)
    if form.validate_on_submit():
        try:
            user = _begin(link, form, newcomer)
        except LinkGone:
            raise _gone() from None
        except DomainError as error:
            show_error(form, error)
        else:
            return _let_in(user)
    shown = {"email": link.user.email, "newcomer": newcomer, "providers": providers}
    return render_template("accounts/welcome.html", form=form, **shown)


def _let_in(user: User) -> ResponseReturnValue:
    db.session.commit()
    sign_in(user)
    flash(_("Welcome, %(name)s. You are in.", name=user.first_name), "success")
    return redirect("/")


def _begin(link: WelcomeLink, form: FirstNameForm, newcomer: newcomers.Newcomer | None) -> User:
    password = form.password.data if isinstance(form, FirstPasswordForm) else None
    user = operations.use_welcome_link(link, name=filled(form.name.data), password=password)
    if newcomer:
        newcomers.connect(user, newcomer)
    return user


def _get_link(token: str) -> WelcomeLink:
    try:
        return queries.get_welcome_link(token)
    except NoResultFound:
        raise _gone() from None


def _gone() -> LinkGone:
    return LinkGone(
        _(
            "This link has been used or is too old. Have you chosen a password? Then sign in. "
            "If not, ask the person who added you for a new link."
        )
    )
