"""The ambassador's own effect, led by what they wanted out of it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from campaigns.posts.labels import TOPICS
from campaigns.results import labels, queries
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local

bp = Blueprint("effect_ambassador", __name__, url_prefix="/my/effect")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_effect() -> ResponseReturnValue:
    """Show what came of what she did, and how her weeks went."""
    effect = queries.effect_of(current_ambassador(), local(utcnow()).date())
    return render_template(
        "campaigns/results/effect.html",
        effect=effect,
        lead=labels.lead_of(effect, current_ambassador().benefits),
        turned_up=labels.turned_up(effect.ladder),
        rungs=labels.own_rungs(effect.ladder),
        topics={TOPICS[topic]: number for topic, number in effect.topics.items()},
    )
