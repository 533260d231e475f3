"""My public page: off until I ask for it, and off again in one tap."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.recognition.portfolios import operations, queries
from ambassadors.recognition.portfolios.forms import LINKS, portfolio_form
from ambassadors.session import current_ambassador
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.forms import show_error

bp = Blueprint("portfolio_ambassador", __name__, url_prefix="/my/portfolio")


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def edit_portfolio() -> ResponseReturnValue:
    """Write the page, and say whether others may see it."""
    ambassador = current_ambassador()
    form = portfolio_form(ambassador, queries.find_portfolio(ambassador))
    if form.validate_on_submit():
        try:
            portfolio = operations.save(ambassador, form.wish(), at=utcnow())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            on = _("Saved. Your page is public now.")
            flash(on if portfolio.is_on else _("Saved. Only you can see it."), "success")
            return redirect(url_for(".edit_portfolio"))
    return render_template(
        "ambassadors/recognition/my_portfolio.html",
        form=form,
        portfolio=queries.find_portfolio(ambassador),
        may_be_public=not queries.joined_by_guardian(ambassador),
        links=range(1, LINKS + 1),
    )


@bp.post("/off")
@open_to(Audience.AMBASSADOR)
def turn_off() -> ResponseReturnValue:
    """Take the page away at once."""
    portfolio = queries.find_portfolio(current_ambassador())
    if portfolio:
        operations.turn_off(portfolio)
        db.session.commit()
    flash(_("Your page is off. Nobody can see it any more."), "success")
    return redirect(url_for(".edit_portfolio"))
