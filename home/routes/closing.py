"""The page of a season that is over, for those who were part of it."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.session import show_for, signed_in_user
from ambassadors.models import Ambassador
from ambassadors.seasons import queries
from campaigns.results import own_words
from campaigns.results.effect import Effect
from campaigns.results.own_words import Lead
from campaigns.results.queries import effect_of
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local

bp = Blueprint("home_closing", __name__, url_prefix="/my/past-season")


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One season that is over, with what came of it."""

    place: Ambassador
    effect: Effect
    lead: Lead
    may_ask: bool


@bp.get("")
@open_to(Audience.SIGNED_IN)
def show_closing() -> ResponseReturnValue:
    """Thank her, show what came of it, and say what happens to her data."""
    places = queries.ended_places(signed_in_user())
    yeses = queries.yeses_of(signed_in_user())
    asking = {one.organisation_id for one in yeses}
    if places:
        show_for(places[0].cohort.organisation)
    here = {place.cohort.organisation_id for place in places}
    return render_template(
        "home/closing.html",
        closings=[_closing(place, place.cohort.organisation_id in asking) for place in places],
        elsewhere=[one for one in yeses if one.organisation_id not in here],
        rungs=own_words.own_rungs,
    )


def _closing(place: Ambassador, may_ask: bool) -> Closing:
    effect = effect_of(place, local(utcnow()).date())
    lead = own_words.lead_of(effect, place.benefits)
    return Closing(place=place, effect=effect, lead=lead, may_ask=may_ask)
