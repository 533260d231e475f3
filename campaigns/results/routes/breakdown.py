"""A campaign's results broken down, who is behind a number, and both as files."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.enums import RUNS_THE_PROGRAMME
from accounts.session import current_memberships, current_organisation, current_roles
from accounts.trail.noting import note_export
from accounts.units.queries import units_read_by
from campaigns import permissions
from campaigns.models import Campaign
from campaigns.results import breakdown, exports, labels, queries, sorting, tables, wording
from campaigns.results.breakdown import Eyes
from campaigns.results.enums import By
from campaigns.results.people import behind, count_behind, rows_behind
from core.access import Audience, open_to, require
from core.paging import Page
from core.written_workbooks import Sheet

bp = Blueprint("results_breakdown", __name__, url_prefix="/o/<slug:organisation>/results")
ROWS = 50


def readable(campaign_id: uuid.UUID) -> Campaign:
    """Return a campaign whose results this person may read."""
    campaign = queries.get_campaign(current_organisation().id, campaign_id)
    require(permissions.can_read_results(current_memberships(), campaign))
    return campaign


def eyes() -> Eyes:
    """Return whose eyes these are: small groups stay apart only for those who run it."""
    runs = bool(current_roles() & RUNS_THE_PROGRAMME)
    return Eyes(units=units_read_by(current_memberships()), merged=not runs)


def chosen(by: str, allowed: list[By]) -> By:
    """Return the breakdown an address asks for; what there is not is a 404."""
    return By(by) if by in {one.value for one in allowed} else abort(404)


@bp.get("/<uuid:campaign_id>/by/<slug:by>")
@open_to(Audience.READER)
def show(organisation: str, campaign_id: uuid.UUID, by: str) -> ResponseReturnValue:
    """Show one breakdown as a sentence, a chart and a table to sort and to search in."""
    campaign, whose = readable(campaign_id), eyes()
    which = chosen(by, breakdown.may_choose(whose))
    table = breakdown.table(campaign, which, whose)
    sort, words = request.args.get("sort", ""), request.args.get("words", "")[:100]
    rows = sorting.holding(sorting.sorted_rows(table, sort), words)
    page = Page.of(len(rows), request.args.get("page", 1, type=int), ROWS)
    return render_template(
        "campaigns/results/breakdown.html",
        campaign=campaign,
        table=table,
        rows=rows[page.offset : page.offset + ROWS],
        page=page,
        sort=sorting.sorted_by(table, sort),
        words=words,
        choices=_choices(campaign, which, breakdown.may_choose(whose)),
        is_part=whose.units is not None,
        tables=tables,
        goals=labels.goal_headings(campaign, table),
        meanings=wording.MEANINGS,
    )


@dataclass(frozen=True)
class Choice:
    """One way to break the numbers down."""

    label: str
    url: str
    current: bool


def _choices(campaign: Campaign, here: By, allowed: list[By]) -> list[Choice]:
    slug = campaign.organisation.slug
    return [
        Choice(
            tables.title_of(by),
            url_for(
                "results_breakdown.show", organisation=slug, campaign_id=campaign.id, by=by.value
            ),
            by is here,
        )
        for by in allowed
    ]


@bp.get("/<uuid:campaign_id>/by/<slug:by>.<any(csv, xlsx):kind>")
@open_to(Audience.READER)
def download(organisation: str, campaign_id: uuid.UUID, by: str, kind: str) -> ResponseReturnValue:
    """Hand out a breakdown as a file, row for row as it is on screen."""
    campaign, whose = readable(campaign_id), eyes()
    table = breakdown.table(campaign, chosen(by, breakdown.may_choose(whose)), whose)
    note_export("results_exported", campaign=campaign.id)
    found = sorting.sorted_rows(table, "")
    sheets = [Sheet(table.title, table.headings, [exports.plain(row) for row in found])]
    if goals := labels.goal_headings(campaign, table):
        rows = [[row.label, *row.goals] for row in found]
        sheets.append(Sheet(_("Goals"), [table.headings[0], *goals], rows))
    return exports.file(f"{campaign.slug}-{by}", kind, sheets)


@bp.get("/<uuid:campaign_id>/people")
@open_to(Audience.READER)
def show_people(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show who is behind one row of a breakdown, and what each of them brought."""
    campaign, whose = readable(campaign_id), eyes()
    which = chosen(request.args.get("by", ""), [by for by in By if breakdown.is_grouped(by)])
    key = request.args.get("of", "")
    group = behind(campaign, which, key, whose.units)
    page = Page.of(count_behind(campaign, group), request.args.get("page", 1, type=int), ROWS)
    return render_template(
        "campaigns/results/people.html",
        campaign=campaign,
        by=which,
        key=key,
        label=breakdown.label_of([campaign.id], which, key, whose),
        rows=rows_behind(campaign, group, limit=ROWS, offset=page.offset),
        page=page,
        headings=exports.headings(),
        is_part=whose.units is not None,
        tables=tables,
        behind=labels.BEHIND,
        meanings=wording.MEANINGS,
    )


@bp.get("/<uuid:campaign_id>/ambassadors.xlsx")
@open_to(Audience.READER)
def download_people(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the ambassadors' rows as a workbook, sent while they are read."""
    campaign = readable(campaign_id)
    note_export("results_exported", campaign=campaign.id)
    rows = queries.ambassador_rows(campaign, units_read_by(current_memberships()))
    sheet = Sheet(exports.headings()[0], exports.headings(), map(exports.cells, rows))
    return exports.file(campaign.slug, "xlsx", [sheet])
