"""To a provider and back."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from accounts import limits, places, second_step
from accounts.external import gateway, notifications, operations, queries, waiting
from accounts.external.errors import NotOfThisOrganisation
from accounts.external.gateway import Identity
from accounts.external.models import ExternalIdentity
from accounts.factors.limits import TRIES_PER_ADDRESS
from accounts.session import sign_in, signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.languages import language
from core.mail import external_url
from core.sign_in_providers import SignInProvider
from core.web import same_site_path

bp = Blueprint("external_public", __name__, url_prefix="/sign-in/with/<slug:key>")
few = limiter.limit(TRIES_PER_ADDRESS, methods=["POST"])
BROUGHT_BACK = ("code", "state", "iss", "error")


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Let the code in the address go nowhere."""
    return limits.keep_link_to_ourselves(response)


def get_settings(key: str) -> SignInProvider:
    """Return the settings of a provider; an unknown one is 404."""
    return gateway.settings_of(key) or abort(404)


def depart(
    settings: SignInProvider, *, next_page: str, connects: bool, joins: bool = False
) -> ResponseReturnValue:
    """Send the browser to a provider, or back to sign-in when it does not answer."""
    provider = gateway.provider(settings, settings.name(language()))
    try:
        departure = provider.depart(_return_to(settings))
    except DomainError as error:
        flash(error.message, "error")
        return redirect(url_for("security.login"))
    waiting.leave(settings.key, departure, next_page=next_page, connects=connects, joins=joins)
    return redirect(departure.address)


def _return_to(settings: SignInProvider) -> str:
    return external_url("external_public.come_back", key=settings.key)


@bp.get("")
@open_to(Audience.PUBLIC)
def go(key: str) -> ResponseReturnValue:
    """Send somebody to a provider to sign in, or to come back to the page where they join."""
    wanted = same_site_path(request.args.get("next"))
    joins = "joins" in request.args
    return depart(get_settings(key), next_page=wanted, connects=False, joins=joins)


@bp.get("/answer")
@open_to(Audience.PUBLIC)
def come_back(key: str) -> ResponseReturnValue:
    """Take what the browser brings back, and let it send it on: reading a page signs nobody in."""
    brought = {name: request.args.get(name, "")[:4000] for name in BROUGHT_BACK}
    settings = get_settings(key)
    name = settings.name(language())
    return render_template("accounts/external/come_back.html", brought=brought, name=name, key=key)


@bp.post("/answer")
@open_to(Audience.PUBLIC)
@few
def arrive(key: str) -> ResponseReturnValue:
    """Believe the answer, or not, and sign in whom it names."""
    settings = get_settings(key)
    name = settings.name(language())
    kept = waiting.come_back(key)
    if kept is None:
        flash(_("That took too long, or began in another browser. Try again from here."), "warn")
        return redirect(url_for("security.login"))
    if request.form.get("error"):
        flash(_("%(provider)s did not sign you in. You can try again.", provider=name), "warn")
        return redirect(url_for("security.login"))
    try:
        identity = gateway.provider(settings, name).arrive(request.form, kept, _return_to(settings))
        if kept["connects"]:
            return _connect(settings, identity)
        return _let_in(settings, identity, kept["next"], joins=kept.get("joins", False))
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("security.login"))


def _let_in(
    settings: SignInProvider, identity: Identity, next_page: str, *, joins: bool
) -> ResponseReturnValue:
    known = queries.find_identity(identity.issuer, identity.subject)
    if known is None or not known.user.active:
        waiting.keep_stranger(settings.key, identity, joins_at=next_page if joins else "")
        return redirect(next_page if joins else url_for(".show_stranger", key=settings.key))
    _refuse_outsiders(settings, known)
    user = operations.use(known, identity.label)
    db.session.commit()
    if identity.took_second_step:
        second_step.count_as_taken(user)
    sign_in(user)
    return redirect(next_page)


def _refuse_outsiders(settings: SignInProvider, known: ExternalIdentity) -> None:
    if settings.organisation and not places.has_place_in(known.user, settings.organisation):
        raise NotOfThisOrganisation(settings.name(language()))


def _connect(settings: SignInProvider, identity: Identity) -> ResponseReturnValue:
    """Connect an identity with the account of whoever began it here."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login"))
    name = settings.name(language())
    if operations.connect(signed_in_user(), identity, provider=name):
        notifications.tell_of_link(signed_in_user(), name, added=True)
    db.session.commit()
    flash(_("From now on you can sign in with %(provider)s.", provider=name), "success")
    return redirect(url_for("external_person.list_connections"))


@bp.get("/unknown")
@open_to(Audience.PUBLIC)
def show_stranger(key: str) -> ResponseReturnValue:
    """Tell somebody whom nobody here knows yet what to do."""
    found = waiting.find_stranger()
    if found is None:
        return redirect(url_for("security.login"))
    name = get_settings(key).name(language())
    return render_template("accounts/external/stranger.html", name=name, label=found[1].label)
