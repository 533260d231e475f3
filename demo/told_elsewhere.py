"""Outcomes of the demo that other systems tell of: a list, messages, a correction, a figure."""

import uuid
from datetime import date, timedelta

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes import operations as outcomes
from campaigns.outcomes import queries
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports import operations as lists
from campaigns.outcomes.imports.enums import ListState, RowFate
from campaigns.outcomes.imports.judging import Judged
from campaigns.outcomes.official import operations as official
from campaigns.outcomes.official.operations import Figure
from campaigns.outcomes.webhooks import operations as webhooks
from campaigns.outcomes.webhooks.enums import Verdict
from campaigns.outcomes.webhooks.messages import Told
from campaigns.outcomes.webhooks.models import WebhookDelivery
from core.db import db, utcnow
from demo.building import House
from demo.history import Running

ROWS = 18
DOUBTFUL = 2


def tell(running: Running, house: House) -> None:
    """Let a campaign that counts enrolments hear of them from elsewhere."""
    kinds = {goal.outcome_kind: goal for goal in running.campaign.goals}
    goal = kinds.get(OutcomeKind.ENROLMENTS)
    shown = {running.parts[name].id for name in running.plan.own if name in running.parts}
    every = sorted(queries.codes_of(running.campaign).items())
    codes = [(code, part) for code, part in every if part not in shown]
    if goal is None or not codes:
        return
    _bring_list_in(goal, codes, house)
    _put_one_right(goal, house)
    _hear_messages(goal, codes[0][0], house)
    _show_figure(running.campaign, house)


def _bring_list_in(goal: Goal, codes: list[tuple[str, uuid.UUID]], house: House) -> None:
    made = lists.bring_in(
        goal, source_name="optagne-i-studieugen.xlsx", stage=Stage.SIGNED_UP, actor=house.actor
    )
    lists.forget_file(made)
    lists.keep_layout(
        made, ["Nr.", "Kode", "Status"], True, {"reference": 0, "code": 1, "status": 2}
    )
    rows = [
        Judged(
            number=number + 2,
            fate=RowFate.COUNT if number < ROWS else RowFate.UNKNOWN_CODE,
            reference=f"SM-{101 + number}",
            code=codes[number % len(codes)][0] if number < ROWS else "KVAST",
            status="bekræftet" if number % 3 else "tilmeldt",
            date="",
            participation_id=codes[number % len(codes)][1] if number < ROWS else None,
            stage=Stage.CONFIRMED if number % 3 else Stage.SIGNED_UP,
            told_at=utcnow() - timedelta(days=2, hours=number),
        )
        for number in range(ROWS + DOUBTFUL)
    ]
    lists.add_rows(made, rows)
    made.state, made.confirmed_at = ListState.COUNTING, utcnow()
    lists.count_rows(made, size=ROWS)
    lists.finish_counting(made)


def _put_one_right(goal: Goal, house: House) -> None:
    outcome = queries.find_outcome(goal, "SM-103")
    if outcome:
        outcomes.correct(
            outcome,
            stage=Stage.CANCELLED,
            participation=outcome.participation,
            reason="Ringede afbud til studievejledningen",
            actor=house.actor,
        )


def _hear_messages(goal: Goal, code: str, house: House) -> None:
    webhook = webhooks.connect(goal, name="Tilmelding på intranettet", actor=house.actor)
    db.session.flush()  # its messages point at it
    for number, verdict in enumerate((Verdict.TEST, None, Verdict.BAD_SIGNATURE)):
        delivery = WebhookDelivery(message_id=f"msg_{number}", verdict=verdict or Verdict.COUNTED)
        delivery.webhook_id = webhook.id
        if verdict is None:
            told = Told(reference="INT-7", code=code, stage=Stage.SIGNED_UP, told_at=None)
            delivery.verdict, delivery.reference = webhooks.tell(goal, told), "INT-7"
            outcome = queries.find_outcome(goal, "INT-7")
            delivery.outcome_id = outcome.id if outcome else None
        db.session.add(delivery)


def _show_figure(campaign: Campaign, house: House) -> None:
    figure = Figure(
        name_da="Optagne på VIA Holstebro",
        name_en="Admitted to VIA Holstebro",
        number=1_940,
        as_of=min(campaign.ends_on, date(campaign.starts_on.year, 7, 28)),
        source_name="optagelse.dk",
        source_address="https://www.optagelse.dk/",
    )
    official.enter(campaign, [figure], actor=house.actor)
