"""An ambassador's front page, and everything else under More."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from ambassadors.agreement.postponing import is_postponed
from ambassadors.agreement.queries import agreement_of
from ambassadors.models import Ambassador
from ambassadors.session import current_ambassador
from ambassadors.terms import pauses
from ambassadors.training.queries import next_module
from ambassadors.training.views import owner_on_device
from campaigns.queries import live_participations
from campaigns.results.queries import effect_of
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local
from home.next_step import NextStep, Training, ask_again, greeting, leads_to, next_step
from media.kits.models import Kit
from media.kits.pages import cards
from media.kits.queries import kits_for, passed_gates

bp = Blueprint("home_ambassador", __name__, url_prefix="/my")
KITS_SHOWN = 6


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_home() -> ResponseReturnValue:
    """Show the one next step, this week's kits, the rhythm, and the one-tap conversation."""
    ambassador, now = current_ambassador(), local(utcnow())
    kits = kits_for(ambassador, now.date())
    passed = passed_gates(ambassador, kits)
    open_kits = [kit for kit in kits if kit.gate_id is None or kit.gate_id in passed]
    running = live_participations(ambassador, now.date())
    pause = pauses.current_or_next(ambassador.pauses, now.date())
    training = _training(ambassador, kits, open_kits)
    step = _question(ambassador) or next_step(training, running, open_kits, now.date())
    return render_template(
        "home/ambassador.html",
        greeting=greeting(now.hour, ambassador.user.first_name),
        step=step,
        step_url=url_for(step.endpoint, **step.arguments),
        training=None if training and leads_to(step, training) else training,
        cards=cards(kits[:KITS_SHOWN], ambassador, passed, now.date()),
        rhythm=effect_of(ambassador, now.date()).rhythm,
        ambassador=ambassador,
        pause=pause if pause and pause.starts_on <= now.date() else None,
        running=running,
        owner=owner_on_device(ambassador),
        talk_key=uuid.uuid4().hex,
        today=now.date(),
    )


def _question(ambassador: Ambassador) -> NextStep | None:
    """Return the question whether a new policy suits her, unless she put it off today."""
    policy = agreement_of(ambassador).to_accept
    return None if policy is None or is_postponed(policy) else ask_again(policy)


def _training(
    ambassador: Ambassador, kits: Sequence[Kit], open_kits: Sequence[Kit]
) -> Training | None:
    module = next_module(ambassador)
    if module is None:
        return None
    opens_kits = any(kit.gate_id == module.id for kit in kits)
    return Training(module=module, opens_kits=opens_kits, comes_first=not open_kits)


@bp.get("/more")
@open_to(Audience.AMBASSADOR)
def show_more() -> ResponseReturnValue:
    """List everything that is not in the bar at the bottom."""
    return render_template("home/more.html", ambassador=current_ambassador(), places=g.places)
