"""A campaign's links for those who run it: who has which, how often followed, and the rules."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from accounts.trail.noting import note_export
from campaigns.models import Campaign
from campaigns.queries import get_campaign
from campaigns.tracking import addresses, exports, operations, queries, visits
from campaigns.tracking.bursts import BURST
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.forms import CodeForm, RulesForm
from campaigns.tracking.models import Link
from campaigns.tracking.routes import files
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.errors import DomainError
from core.forms import filled, show_error
from core.paging import Page

bp = Blueprint("campaigns_links", __name__, url_prefix="/o/<slug:organisation>/campaigns")
ROWS = 50


@bp.get("/<uuid:campaign_id>/links")
@open_to(Audience.ORGANISER)
def list_links(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show a campaign's links, the most followed first."""
    campaign, search = _get(campaign_id), _search()
    number = visits.count_links(campaign, search)
    found = Page.of(number, request.args.get("page", 1, type=int), ROWS)
    places = visits.by_channel(visits.channel_days(campaign))
    return render_template(
        "campaigns/tracking/campaign_links.html",
        campaign=campaign,
        rows=visits.link_rows(campaign, search, limit=ROWS, offset=found.offset),
        found=found,
        search=search,
        places=places,
        sums=visits.summed(places.values()),
        bursts=visits.bursts_of(campaign),
        burst=BURST,
        channels=[(place.value, place.label) for place in LinkChannel],
    )


@bp.get("/<uuid:campaign_id>/links/<uuid:link_id>")
@open_to(Audience.ORGANISER)
def show_link(organisation: str, campaign_id: uuid.UUID, link_id: uuid.UUID) -> ResponseReturnValue:
    """Show one link: where it leads, its codes, and its days."""
    return _page(_get_link(campaign_id, link_id), CodeForm())


@bp.post("/<uuid:campaign_id>/links/<uuid:link_id>/code")
@open_to(Audience.ORGANISER)
def choose_code(
    organisation: str, campaign_id: uuid.UUID, link_id: uuid.UUID
) -> ResponseReturnValue:
    """Give a link a code that is easier to remember."""
    link, form = _get_link(campaign_id, link_id), CodeForm()
    if not form.validate_on_submit():
        return _page(link, form)
    try:
        actor = signed_in_user()
        operations.choose_code(link, filled(form.code.data), actor=actor, is_organiser=True)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return _page(_get_link(campaign_id, link_id), form)
    flash(_("The link has its new code. The one before goes on working."), "success")
    return redirect(
        url_for(".show_link", organisation=organisation, campaign_id=campaign_id, link_id=link_id)
    )


@bp.get("/<uuid:campaign_id>/links/<uuid:link_id>/qr.svg")
@open_to(Audience.ORGANISER)
def qr_svg(organisation: str, campaign_id: uuid.UUID, link_id: uuid.UUID) -> ResponseReturnValue:
    """Draw a link's QR code for the page."""
    return files.svg_of(_get_link(campaign_id, link_id))


@bp.get("/<uuid:campaign_id>/links/<uuid:link_id>/qr.png")
@open_to(Audience.ORGANISER)
def qr_png(organisation: str, campaign_id: uuid.UUID, link_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a link's QR code as a picture to print."""
    return files.png_of(_get_link(campaign_id, link_id))


@bp.get("/<uuid:campaign_id>/links/<uuid:link_id>/poster.pdf")
@open_to(Audience.ORGANISER)
def download_poster(
    organisation: str, campaign_id: uuid.UUID, link_id: uuid.UUID
) -> ResponseReturnValue:
    """Hand out a poster with a link's QR code."""
    return files.poster_of(_get_link(campaign_id, link_id))


@bp.route("/<uuid:campaign_id>/links/rules", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_rules(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Decide what is added to the addresses of one campaign, and who chooses codes in it."""
    return _rules(_get(campaign_id))


@bp.route("/link-rules", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_common_rules(organisation: str) -> ResponseReturnValue:
    """Decide the same for every campaign that has no rules of its own."""
    return _rules(None)


@bp.get("/<uuid:campaign_id>/links.csv")
@open_to(Audience.ORGANISER)
def download_links(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the links that are shown as a file, in which no cell is a formula."""
    campaign = _get(campaign_id)
    note_export("links_exported", campaign=campaign.id)
    found = visits.link_rows(campaign, _search(), limit=None, offset=0)
    return csv_file(exports.headings(), exports.rows(found), f"links-{campaign.slug}.csv")


def _rules(campaign: Campaign | None) -> ResponseReturnValue:
    organisation = current_organisation()
    form = RulesForm.of(operations.read_rules(queries.rules_of(organisation, campaign)))
    if form.validate_on_submit():
        try:
            actor = signed_in_user()
            operations.save_rules(organisation, form.rules(), campaign=campaign, actor=actor)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved. The links follow at once."), "success")
            return redirect(request.path)
    example = campaign or queries.newest_led_away(organisation)
    return render_template(
        "campaigns/tracking/rules.html",
        form=form,
        campaign=campaign,
        preview=addresses.example_of(example, form.rules().marks),
    )


def _get(campaign_id: uuid.UUID) -> Campaign:
    return get_campaign(current_organisation().id, campaign_id)


def _get_link(campaign_id: uuid.UUID, link_id: uuid.UUID) -> Link:
    return queries.get_link_of_campaign(_get(campaign_id), link_id)


def _search() -> visits.Search:
    place = request.args.get("channel", "")
    known = place in {channel.value for channel in LinkChannel}
    words = request.args.get("words", "").strip()[:100]
    return visits.Search(words, LinkChannel(place) if known else None)


def _page(link: Link, form: CodeForm) -> ResponseReturnValue:
    days, campaign = visits.days_of(link), link.participation.campaign
    return render_template(
        "campaigns/tracking/campaign_link.html",
        campaign=campaign,
        link=link,
        address=addresses.short_address(link),
        target=addresses.full_target(link),
        days=days,
        sums=visits.summed(numbers for _day, numbers in days),
        bursts=visits.bursts_of(campaign, link),
        burst=BURST,
        form=form,
    )
