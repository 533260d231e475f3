"""The ambassador's own effect, led by what they wanted out of it."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ambassadors.enums import Benefit
from ambassadors.models import Ambassador
from ambassadors.recognition.queries import modules_passed
from ambassadors.session import current_ambassador
from campaigns.posts.labels import TOPICS
from campaigns.results import mine, own_words, queries
from campaigns.results.consistency import heat_map
from campaigns.results.effect import Effect
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local

bp = Blueprint("effect_ambassador", __name__, url_prefix="/my/effect")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_effect() -> ResponseReturnValue:
    """Show what came of what she did, month by month and day by day, and how her weeks went."""
    ambassador, today = current_ambassador(), local(utcnow()).date()
    effect = queries.effect_of(ambassador, today)
    wanted = Benefit(ambassador.benefits[0]) if ambassador.benefits else None
    modules = len(modules_passed(ambassador)) if wanted is Benefit.KNOWLEDGE else 0
    return render_template(
        "campaigns/results/effect.html",
        effect=effect,
        wanted=wanted,
        lead=own_words.lead_of(effect, ambassador.benefits, modules),
        words=own_words,
        topics={TOPICS[topic]: number for topic, number in effect.topics.items()},
        **_months(ambassador, effect, today),
    )


def _months(ambassador: Ambassador, effect: Effect, today: date) -> dict[str, object]:
    """Return her months, and the calendar of her days in them."""
    parts, zone = effect.parts, ambassador.cohort.organisation.timezone
    joined_on = local(ambassador.joined_at).date()
    first = mine.first_of_months(today, joined_on)
    days = mine.days_of(parts, first, zone)
    return {
        "months": mine.months_of(parts, first, today),
        "calendar": heat_map.months(days, max(first, joined_on), today),
        "days": sorted(days.items(), reverse=True),
    }
