"""What is asked of the guests of the demo's events, who waits, and what they thought afterwards."""

import random
import uuid
from datetime import timedelta

from campaigns.outcomes.events import operations
from campaigns.outcomes.events.enums import FieldKind, Impression, Verdict
from campaigns.outcomes.events.models import Event, EventImpression, SignUp
from campaigns.outcomes.events.operations import Question
from core.db import db
from core.tokens import hash_token, new_token
from demo.building import ASCII, House
from demo.history import Running
from demo.names import FAMILY_NAMES, FIRST_NAMES

COMES_WITH = Question(
    kind=FieldKind.CHOICE,
    label_da="Kommer du alene?",
    label_en="Are you coming alone?",
    why_da="Så er der stole nok.",
    why_en="So that there are enough chairs.",
    options_da=["Alene", "Med en ven", "Med familien"],
    options_en=["Alone", "With a friend", "With my family"],
    required=False,
)
NEEDS_RAMP = Question(
    kind=FieldKind.TICK,
    label_da="Jeg har brug for niveaufri adgang",
    label_en="I need step-free access",
    why_da="Så møder vi dig ved den rigtige indgang.",
    why_en="So that we meet you at the right entrance.",
    options_da=[],
    options_en=[],
    required=False,
)
THOUGHT = {
    Impression.INFORMED: {Verdict.YES: 31, Verdict.PARTLY: 9, Verdict.NO: 2},
    Impression.DECIDED: {Verdict.YES: 18, Verdict.PARTLY: 17, Verdict.NO: 6},
}


def complete(running: Running, event: Event, house: House, chance: random.Random) -> None:
    """Ask something of the guests, let some wait where it is full, and say what others thought."""
    plan = running.plan.event
    assert plan is not None  # noqa: S101 -- it has an event
    for question in (COMES_WITH, NEEDS_RAMP):
        operations.ask(event, question)
    if plan.in_days < 0:
        _thought(event)
    if plan.waiting:
        event.capacity, event.waited = event.taken, plan.waiting
        for turn in range(1, plan.waiting + 1):
            _wait(event, turn, house, chance)


def _thought(event: Event) -> None:
    db.session.add_all(
        EventImpression(event_id=event.id, question=question, verdict=verdict, number=number)
        for question, verdicts in THOUGHT.items()
        for verdict, number in verdicts.items()
    )


def _wait(event: Event, turn: int, house: House, chance: random.Random) -> None:
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}"
    mailbox = ".".join(name.lower().translate(ASCII).split())
    db.session.add(
        SignUp(
            id=uuid.uuid4(),
            event=event,
            name=name,
            email=f"{mailbox}.{turn}@example.org",
            locale="da",
            token_hash=hash_token(new_token()),
            turn=turn,
            created_at=house.season.at(house.season.today - timedelta(days=2), 8 + turn),
        )
    )
