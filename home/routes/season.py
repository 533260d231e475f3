"""My season: what I did, for my CV. Open to those who have left too, as long as we know them."""

import uuid

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from accounts.limits import keep_link_to_ourselves as keep_to_ourselves
from accounts.session import signed_in_user
from ambassadors.models import Ambassador
from ambassadors.recognition import places
from ambassadors.recognition.queries import get_own_place, own_places
from core.access import Audience, open_to
from core.db import utcnow
from core.downloads import attachment
from core.formats import local_date
from core.languages import LANGUAGES, language
from home import season_report

bp = Blueprint("home_season", __name__, url_prefix="/my/season")
bp.before_request(places.enter)


def chosen_place() -> Ambassador:
    """Return the place asked for, else the one acted in, else the latest."""
    wanted = request.args.get("place", type=uuid.UUID)
    if wanted:
        return get_own_place(signed_in_user(), wanted)
    mine = own_places(signed_in_user())
    if not mine:
        abort(404)
    here = getattr(g, "ambassador", None)
    return next((place for place in mine if here and place.id == here.id), mine[0])


def report() -> season_report.SeasonReport:
    """Return the season of the chosen place as it is today."""
    place = chosen_place()
    return season_report.report_on(place, local_date(utcnow(), place.cohort.organisation.timezone))


@bp.get("")
@open_to(Audience.SIGNED_IN)
def show_season() -> ResponseReturnValue:
    """Show what one did in numbers that are one's own, in words to take along."""
    mine = report()
    return render_template(
        "home/season.html",
        report=mine,
        role=season_report.role(mine),
        period=season_report.period(mine),
        lines=season_report.lines(mine),
        text=season_report.text(mine),
        source=season_report.source(mine),
        others=[place for place in own_places(signed_in_user()) if place.id != mine.place.id],
        languages=LANGUAGES,
    )


@bp.get("/report.pdf")
@open_to(Audience.SIGNED_IN)
def download_report() -> ResponseReturnValue:
    """Hand out the same as a page to print, in the language asked for."""
    wanted = request.args.get("language", "")
    locale = wanted if wanted in LANGUAGES else language()
    made = season_report.draw(report(), locale)
    return keep_to_ourselves(attachment(made, "application/pdf", f"season-{locale}.pdf"))
