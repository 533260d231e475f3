"""An ambassador's own links: one for each place, with code, QR picture, poster and numbers."""

import uuid
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.session import current_ambassador
from campaigns import permissions
from campaigns.queries import get_participation
from campaigns.tracking import addresses, operations, queries, visits
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.forms import CodeForm, PlaceForm
from campaigns.tracking.models import Link
from campaigns.tracking.routes import files
from core.access import Audience, open_to, require
from core.db import db
from core.errors import DomainError
from core.forms import filled, show_error

bp = Blueprint("tracking_ambassador", __name__, url_prefix="/my/links")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_link() -> ResponseReturnValue:
    """Show the ambassador's links, campaign by campaign."""
    links = queries.links_of(current_ambassador())
    by_campaign = groupby(links, key=lambda link: link.participation)
    return render_template(
        "campaigns/tracking/links.html",
        campaigns=[(part, list(own)) for part, own in by_campaign],
        totals=visits.totals_of(links),
        nothing=visits.Visits(),
        address_of=addresses.short_address,
        is_open=permissions.is_open,
    )


@bp.route("/new/<uuid:participation_id>", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def new_link(participation_id: uuid.UUID) -> ResponseReturnValue:
    """Make a link for one more place."""
    part = get_participation(current_ambassador(), participation_id)
    require(permissions.is_open(part))
    form = PlaceForm.without({link.channel for link in queries.links_of_part(part)})
    if form.validate_on_submit():
        link = operations.ensure_link(part, LinkChannel(form.channel.data))
        db.session.commit()
        flash(_("The link is made. It is yours alone."), "success")
        return redirect(url_for(".show_own", link_id=link.id))
    return render_template("campaigns/tracking/new_link.html", form=form, part=part)


@bp.get("/<uuid:link_id>")
@open_to(Audience.AMBASSADOR)
def show_own(link_id: uuid.UUID) -> ResponseReturnValue:
    """Show one link large enough to be scanned, and how often it was followed."""
    return _page(_get(link_id), CodeForm())


@bp.post("/<uuid:link_id>/code")
@open_to(Audience.AMBASSADOR)
def choose_code(link_id: uuid.UUID) -> ResponseReturnValue:
    """Give a link a code of one's own."""
    link, form = _get(link_id), CodeForm()
    if not form.validate_on_submit():
        return _page(link, form)
    try:
        actor = signed_in_user()
        operations.choose_code(link, filled(form.code.data), actor=actor, is_organiser=False)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return _page(_get(link_id), form)
    flash(_("Your link has its new code. The one before goes on working."), "success")
    return redirect(url_for(".show_own", link_id=link_id))


@bp.get("/<uuid:link_id>/qr.svg")
@open_to(Audience.AMBASSADOR)
def qr_svg(link_id: uuid.UUID) -> ResponseReturnValue:
    """Draw a link's QR code for the page."""
    return files.svg_of(_get(link_id))


@bp.get("/<uuid:link_id>/qr.png")
@open_to(Audience.AMBASSADOR)
def qr_png(link_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a link's QR code as a picture to print."""
    return files.png_of(_get(link_id))


@bp.get("/<uuid:link_id>/poster.pdf")
@open_to(Audience.AMBASSADOR)
def download_poster(link_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a poster with the link's QR code."""
    return files.poster_of(_get(link_id))


def _get(link_id: uuid.UUID) -> Link:
    return queries.get_link(current_ambassador(), link_id)


def _page(link: Link, form: CodeForm) -> ResponseReturnValue:
    days = visits.days_of(link)
    others = queries.links_of_part(link.participation)
    return render_template(
        "campaigns/tracking/my_link.html",
        link=link,
        address=addresses.short_address(link),
        days=days,
        sums=visits.summed(numbers for _day, numbers in days),
        others=[other for other in others if other.id != link.id],
        may_choose=operations.rules_for(link.participation.campaign).own_codes,
        is_open=permissions.is_open(link.participation),
        form=form,
        is_refused=request.method == "POST",
    )
