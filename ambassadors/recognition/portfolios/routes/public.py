"""A public page of somebody who has asked for it. It sets no cookie and wants no search engine."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.session import show_for
from ambassadors.recognition.addresses import badge_address
from ambassadors.recognition.portfolios import queries
from ambassadors.recognition.portfolios.told import told_by
from core.access import Audience, open_to

bp = Blueprint("portfolio_public", __name__)
HEADERS = {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@bp.get("/portfolio/<slug:slug>")
@open_to(Audience.PUBLIC)
def show_portfolio(slug: str) -> ResponseReturnValue:
    """Show what somebody wants to show."""
    portfolio = queries.get_public_portfolio(slug)
    show_for(portfolio.ambassador.cohort.organisation)
    page = render_template(
        "ambassadors/recognition/portfolio.html",
        portfolio=portfolio,
        cohort=portfolio.ambassador.cohort,
        told=told_by(portfolio),
        badge_address=badge_address,
    )
    return page, 200, HEADERS
