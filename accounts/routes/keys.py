"""The owner's page for machines' keys to the API."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import keys
from accounts.forms import KeyForm
from accounts.labels import SCOPE_LABELS
from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to
from core.db import db, utcnow
from core.forms import filled

bp = Blueprint("accounts_keys", __name__, url_prefix="/o/<slug:organisation>/settings/keys")


@bp.get("")
@open_to(Audience.OWNER)
def list_keys(organisation: str) -> ResponseReturnValue:
    """List the keys, when they end and when they were last used."""
    found = keys.tokens_of(current_organisation())
    return render_template("accounts/keys.html", keys=found, scopes=SCOPE_LABELS, now=utcnow())


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def add_key(organisation: str) -> ResponseReturnValue:
    """Make a key, and show it this once."""
    form = KeyForm()
    if form.validate_on_submit():
        key, text = keys.create_token(
            current_organisation(),
            name=filled(form.name.data),
            scope=filled(form.scope.data),
            days=filled(form.days.data),
            actor=signed_in_user(),
        )
        db.session.commit()
        # Not a redirect: the text must be nowhere but in this answer.
        return render_template("accounts/key_made.html", key=key, text=text)
    return render_template("accounts/add_key.html", form=form)


@bp.post("/<uuid:token_id>/withdrawal")
@open_to(Audience.OWNER)
def withdraw_key(organisation: str, token_id: uuid.UUID) -> ResponseReturnValue:
    """Withdraw a key at once."""
    key = keys.get_token(current_organisation(), token_id)
    keys.revoke_token(key, actor=signed_in_user())
    db.session.commit()
    flash(_("The key “%(name)s” opens nothing any more.", name=key.name), "success")
    return redirect(url_for(".list_keys", organisation=organisation))
