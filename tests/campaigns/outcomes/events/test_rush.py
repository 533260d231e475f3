"""Forty people at once, ten seats: exactly ten get one, and what would happen without the rule."""

import threading
import uuid
from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select, update

from campaigns.enums import CampaignStatus
from campaigns.models import CampaignDay
from campaigns.outcomes.events.errors import EventFull
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.operations import Guest
from campaigns.outcomes.models import GoalSource
from core.db import db
from tests.factories.campaigns import EventFactory, GoalFactory

PEOPLE, SEATS = 40, 10


def all_at_once(app: Flask, people: int, act: Callable[[int], str]) -> list[str]:
    """Let everybody act at the same moment, each in an app context of their own."""
    gate, answers = threading.Barrier(people), []

    def go(number: int) -> None:
        with app.app_context():
            gate.wait()
            answers.append(act(number))

    threads = [threading.Thread(target=go, args=(n,)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def event_with_seats() -> uuid.UUID:
    event = EventFactory(capacity=SEATS)
    GoalFactory(campaign=event.campaign)
    event_id: uuid.UUID = event.id
    db.session.commit()  # from here on no lock is held
    return event_id


def test_a_rush_takes_exactly_the_seats_there_are(app):
    event_id = event_with_seats()

    def sign_up(number: int) -> str:
        try:
            operations.sign_up(
                db.session.get_one(Event, event_id),
                Guest(
                    name="Kim",
                    email=f"kim{number}@example.org",
                    locale="da",
                    told_by="Freja",
                ),
            )
            db.session.commit()
        except EventFull:
            db.session.rollback()
            return "full"
        return "seat"

    answers = all_at_once(app, PEOPLE, sign_up)

    assert answers == ["full"] * (PEOPLE - SEATS) + ["seat"] * SEATS
    assert db.session.scalars(select(Event.taken)).one() == SEATS
    assert db.session.scalar(select(func.count(SignUp.id))) == SEATS
    assert db.session.scalars(select(CampaignDay.sign_ups)).one() == SEATS
    assert db.session.scalars(select(GoalSource.sign_ups)).one() == SEATS


def test_reading_first_and_writing_then_gives_too_many_seats_away(app):
    """The control: everybody reads the number before anybody writes it."""
    event_id = event_with_seats()
    everybody_has_read = threading.Barrier(PEOPLE)

    def sign_up(_number: int) -> str:
        with db.engine.connect().execution_options(reading=True) as connection:
            taken = connection.scalar(select(Event.taken).where(Event.id == event_id)) or 0
        everybody_has_read.wait()
        if taken >= SEATS:
            return "full"
        with db.engine.begin() as connection:
            connection.execute(update(Event).values(taken=taken + 1))
        return "seat"

    assert all_at_once(app, PEOPLE, sign_up) == ["seat"] * PEOPLE
    assert db.session.scalars(select(Event.taken)).one() == 1


def test_cancelling_ten_times_at_once_frees_one_seat(app):
    event_id = event_with_seats()
    event = db.session.get_one(Event, event_id)
    seat, _token = operations.sign_up(
        event, Guest(name="Kim", email="kim@example.org", locale="da", told_by="Freja")
    )
    operations.confirm(seat)
    seat_id = seat.id
    db.session.commit()

    def cancel(_number: int) -> str:
        operations.cancel(db.session.get_one(SignUp, seat_id))
        db.session.commit()
        return "done"

    all_at_once(app, 10, cancel)
    operations.unconfirm(db.session.get_one(SignUp, seat_id))
    db.session.commit()

    assert db.session.scalars(select(Event.taken)).one() == 0
    day = db.session.scalars(select(CampaignDay)).one()
    assert (day.sign_ups, day.confirmed) == (0, 0)


def test_sign_up_closes_with_the_campaign_but_people_are_still_ticked_off(app, client):
    event = db.session.get_one(Event, event_with_seats())
    seat, _token = operations.sign_up(
        event, Guest(name="Kim", email="kim@example.org", locale="da", told_by="Freja")
    )
    event.campaign.status = CampaignStatus.CLOSED
    db.session.commit()
    form = {"name": "Bo", "email": "bo@example.org", "told_by": "", "code": ""}

    assert 'name="email"' not in client.get(f"/e/{event.slug}").text
    assert client.post(f"/e/{event.slug}", data=form).status_code == 200
    assert db.session.scalars(select(SignUp.email)).all() == ["kim@example.org"]

    operations.confirm(seat)
    assert seat.confirmed_at is not None
