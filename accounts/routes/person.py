"""One's own account: name, language, password, and where one can go."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh

from accounts import operations, places
from accounts.forms import AccountForm
from accounts.session import signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.forms import filled

bp = Blueprint("accounts_person", __name__)


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
    return render_template("accounts/account.html", form=form, user=user, places=places.of(user))
