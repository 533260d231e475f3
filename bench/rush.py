"""Two hundred people and ten seats: nobody too many, a line in order, and what happens otherwise.

Everybody signs up at the same moment, each on a connection of their own, through the operation that
the page calls, mail and totals included. The control reads the number of free seats first and takes
one afterwards, as one does without the rule.
"""

import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import func, select, update

from accounts.models import Organisation
from bench.figures import Figure
from bench.postgres import postgres
from bench.product import product
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import notifications, operations
from campaigns.outcomes.events.seats.operations import Guest
from core.db import db, utcnow

PEOPLE, SEATS, ROUNDS = 200, 10, 3


def measure() -> list[Figure]:
    """Measure a rush on both databases, each beside its control."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        figures.append(_on("SQLite", Path(made)))
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made, postgres() as address:
        figures.append(_on("PostgreSQL", Path(made), address))
    return figures


def _on(database: str, folder: Path, address: str = "") -> Figure:
    """Let the rush happen some times on one database, and once without the rule."""
    with product(folder, database=address) as app:
        rounds = [_rush(app, number) for number in range(ROUNDS)]
        given = _control(app)
    exact = all(seats == SEATS and in_order for seats, in_order, _ in rounds)
    seconds = median(took for *_, took in rounds)
    return Figure(
        f"{PEOPLE} sign-ups at once to {SEATS} seats, {database}",
        ours=" · ".join(f"{seats} seats" for seats, *_ in rounds),
        beside=f"{given} without the rule",
        aim=f"exactly {SEATS}, and the others in line without a gap",
        met=exact,
        note=f"all {PEOPLE} answered within {seconds:.1f} s",
    )


def _event() -> uuid.UUID:
    slug = uuid.uuid4().hex[:12]
    now = utcnow()
    organisation = Organisation(name=slug, slug=slug)
    campaign = Campaign(
        organisation=organisation,
        name_da=slug,
        slug=slug,
        status=CampaignStatus.LIVE,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=30),
        landing_address=f"/e/{slug}",
    )
    event = Event(
        campaign=campaign,
        organisation=organisation,
        slug=slug,
        title_da="Åbent hus",
        title_en="Open house",
        description_da="Kom.",
        description_en="Come.",
        place="Holstebro",
        starts_at=now + timedelta(days=12),
        ends_at=now + timedelta(days=12, hours=3),
        capacity=SEATS,
        has_waiting_list=True,
    )
    db.session.add(event)
    db.session.commit()
    return event.id


def _rush(app: Flask, number: int) -> tuple[int, bool, float]:
    """Return how many have a seat, whether the line is in order, and the seconds it took."""
    event_id = _event()
    db.session.remove()

    def sign_up(person: int) -> None:
        event = db.session.get_one(Event, event_id)
        guest = Guest(name="Kim", email=f"{number}-{person}@example.org", locale="da")
        seat, token = operations.sign_up(event, guest)
        notifications.send_confirmation(seat, token)
        db.session.commit()

    began = time.perf_counter()
    _all_at_once(app, sign_up)
    took = time.perf_counter() - began
    of_event = SignUp.event_id == event_id
    seats = db.session.scalar(select(func.count(SignUp.id)).where(of_event, SignUp.turn.is_(None)))
    line = select(SignUp.turn).where(of_event, SignUp.turn.is_not(None)).order_by(SignUp.turn)
    turns = list(db.session.scalars(line))
    return seats or 0, turns == list(range(1, PEOPLE - SEATS + 1)), took


def _control(app: Flask) -> int:
    """Return how many seats are given away when everybody looks before anybody takes."""
    event_id = _event()
    db.session.remove()
    everybody_has_looked = threading.Barrier(PEOPLE)
    given: list[int] = []

    def sign_up(person: int) -> None:
        with db.engine.connect().execution_options(reading=True) as connection:
            taken = connection.scalar(select(Event.taken).where(Event.id == event_id)) or 0
        everybody_has_looked.wait()
        if taken < SEATS:
            with db.engine.begin() as connection:
                connection.execute(
                    update(Event).where(Event.id == event_id).values(taken=taken + 1)
                )
            given.append(person)

    _all_at_once(app, sign_up)
    return len(given)


def _all_at_once(app: Flask, act: Callable[[int], None]) -> None:
    gate = threading.Barrier(PEOPLE)

    def go(person: int) -> None:
        with app.app_context():
            gate.wait()
            act(person)
            db.session.remove()

    threads = [threading.Thread(target=go, args=(person,)) for person in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
