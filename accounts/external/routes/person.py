"""Where else one signs in, on one's own account."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.confirmation import asked_again
from accounts.external import gateway, notifications, operations, queries, waiting
from accounts.external.gateway import Identity
from accounts.external.routes.public import depart, get_settings
from accounts.session import signed_in_user
from core import strangers
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.languages import language
from core.settings import current_settings
from core.web import same_site_path

bp = Blueprint("external_person", __name__, url_prefix="/account/connections")
HERE = "external_person.list_connections"


def _name_of(issuer: str) -> str:
    found = next((p for p in current_settings().oidc_providers if p.issuer == issuer), None)
    return found.name(language()) if found else issuer


@bp.get("")
@open_to(Audience.SIGNED_IN)
def list_connections() -> ResponseReturnValue:
    """List where else one can sign in, and where one could."""
    identities = queries.identities_of(signed_in_user())
    connected = {identity.issuer for identity in identities}
    return render_template(
        "accounts/external/connections.html",
        connections=[(identity, _name_of(identity.issuer)) for identity in identities],
        others=[
            (p.key, p.name(language()))
            for p in current_settings().oidc_providers
            if p.issuer not in connected
        ],
    )


@bp.get("/<slug:key>/new")
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def connect(key: str) -> ResponseReturnValue:
    """Send somebody who is signed in to a provider, to come back connected.

    No form, which would have to stay on this site; so no other site may lead here.
    """
    if strangers.is_from_elsewhere(frozenset({request.host})):
        return redirect(url_for(HERE))
    return depart(get_settings(key), next_page=url_for(HERE), connects=True)


@bp.post("/<uuid:identity_id>/removal")
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def disconnect(identity_id: uuid.UUID) -> ResponseReturnValue:
    """Let one sign-in elsewhere no longer count here."""
    identity = queries.get_identity(signed_in_user(), identity_id)
    name = _name_of(identity.issuer)
    operations.disconnect(identity, provider=name)
    notifications.tell_of_link(signed_in_user(), name, added=False)
    db.session.commit()
    flash(_("You can no longer sign in with %(provider)s.", provider=name), "success")
    return redirect(url_for(HERE))


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@asked_again(HERE)
def offer() -> ResponseReturnValue:
    """Ask somebody who has just signed in whether they are the one who came from elsewhere."""
    found = waiting.find_stranger()
    next_page = same_site_path(request.args.get("next"))
    if found is None or gateway.settings_of(found[0]) is None:
        return redirect(next_page)
    key, identity = found
    name = get_settings(key).name(language())
    form = FlaskForm()
    if form.validate_on_submit():
        waiting.forget_stranger()
        if "connect" in request.form:
            _connect(identity, name)
        return redirect(next_page)
    return render_template(
        "accounts/external/offer.html", form=form, name=name, label=identity.label
    )


def _connect(identity: Identity, name: str) -> None:
    user = signed_in_user()
    try:
        operations.connect(user, identity, provider=name)
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return
    notifications.tell_of_link(user, name, added=True)
    db.session.commit()
    flash(_("From now on you can sign in with %(provider)s.", provider=name), "success")
