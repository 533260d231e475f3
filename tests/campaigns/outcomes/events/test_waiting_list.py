"""The line for a seat: its order, who moves up, the rush, and what is counted."""

import random
from datetime import timedelta

from sqlalchemy import select

from campaigns.models import CampaignDay
from campaigns.outcomes.events import operations as events
from campaigns.outcomes.events.errors import AlreadySignedUp
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.operations import EventTexts
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.operations import Guest
from core.db import db, utcnow
from tests.campaigns.outcomes.events.test_rush import all_at_once
from tests.factories.campaigns import EventFactory, GoalFactory, SignUpFactory

PEOPLE, SEATS = 200, 10


def signs_up(event: Event, number: int) -> SignUp:
    guest = Guest(name="Kim", email=f"kim{number}@example.org", locale="da", told_by="Freja")
    seat, _token = operations.sign_up(event, guest)
    db.session.commit()
    return seat


def full_event(seats: int = SEATS) -> Event:
    event = EventFactory(capacity=seats, has_waiting_list=True)
    GoalFactory(campaign=event.campaign)
    db.session.commit()
    return event


def line(event: Event) -> list[int]:
    waiting = select(SignUp.turn).where(SignUp.event_id == event.id, SignUp.turn.is_not(None))
    return [turn for turn in db.session.scalars(waiting.order_by(SignUp.turn)) if turn]


def test_two_hundred_at_once_are_ten_seats_and_a_line_without_gaps(app):
    event_id = full_event().id
    db.session.remove()

    def act(number: int) -> str:
        seat = signs_up(db.session.get_one(Event, event_id), number)
        return "seat" if seat.turn is None else "line"

    answers = all_at_once(app, PEOPLE, act)

    assert answers == ["line"] * (PEOPLE - SEATS) + ["seat"] * SEATS
    event = db.session.get_one(Event, event_id)
    assert (event.taken, line(event)) == (SEATS, list(range(1, PEOPLE - SEATS + 1)))
    assert db.session.scalars(select(CampaignDay.sign_ups)).one() == SEATS


def test_signing_up_giving_back_and_changing_the_seats_at_once_oversells_nothing(app):
    event = full_event(5)
    seats = [signs_up(event, number).id for number in range(12)]
    event_id = event.id
    db.session.remove()

    def act(number: int) -> str:
        event = db.session.get_one(Event, event_id)
        if number % 3 == 0:
            operations.cancel(db.session.get_one(SignUp, seats[number // 3]))
        elif number % 3 == 1:
            signs_up(event, 100 + number)
        else:
            events.edit_event(event, texts_of(event, capacity=7), picture=None)
        db.session.commit()
        return "done"

    all_at_once(app, 18, act)

    event = db.session.get_one(Event, event_id)
    standing = select(SignUp).where(SignUp.cancelled_at.is_(None), SignUp.turn.is_(None))
    assert event.taken == len(db.session.scalars(standing).all()) == 7
    assert len(line(event)) == 12 + 6 - 6 - 7
    assert db.session.scalars(select(CampaignDay.sign_ups)).one() == 7


def texts_of(event: Event, **changes: object) -> EventTexts:
    fields = {name: getattr(event, name) for name in EventTexts.__dataclass_fields__}
    return EventTexts(**{**fields, **changes})


def test_whoever_has_waited_longest_moves_up_and_is_told(client, run_jobs, sent):
    event = full_event(1)
    first, second, third = (signs_up(event, number) for number in range(3))
    token = operations.link_token(first)
    second_link = operations.link_token(second)
    db.session.commit()

    client.post(f"/seats/{token}/cancellation")
    client.post(f"/seats/{token}/cancellation")
    run_jobs()

    db.session.expire_all()
    assert (second.turn, third.turn, event.taken) == (None, 2, 1)
    (mail,) = sent()
    assert mail.to == [second.email]
    assert f"/seats/{second_link}" in mail.body
    assert "METHOD:PUBLISH" in mail.attachments[0][1]


def test_nobody_moves_up_when_there_is_no_time_to_say_no(app):
    soon = utcnow() + timedelta(hours=1)
    event = EventFactory(capacity=1, has_waiting_list=True, starts_at=soon)
    first, waiting = signs_up(event, 1), signs_up(event, 2)

    assert operations.cancel(first) == []
    assert (waiting.turn, event.taken) == (1, 0)


def test_somebody_in_line_has_no_second_turn_and_is_counted_only_with_a_seat(app):
    event = full_event(1)
    signs_up(event, 1)
    waiting = signs_up(event, 2)
    try:
        signs_up(event, 2)
    except AlreadySignedUp:
        db.session.rollback()
    assert line(event) == [waiting.turn]
    assert not operations.confirm(waiting)
    assert db.session.scalars(select(CampaignDay.sign_ups)).one() == 1


def test_more_seats_let_the_line_move_up_in_its_order(app):
    event = full_event(1)
    seats = [signs_up(event, number) for number in range(5)]
    random.shuffle(seats)

    changed = events.edit_event(event, texts_of(event, capacity=3), picture=None)

    assert [seat.email for seat in changed.moved_up] == ["kim1@example.org", "kim2@example.org"]
    assert line(event) == [3, 4]


def test_who_was_not_ticked_did_not_come_until_somebody_ticks_them_after_all(app):
    begun = utcnow() - timedelta(hours=1)
    event = EventFactory(taken=2, starts_at=begun)
    GoalFactory(campaign=event.campaign)
    came, missing = SignUpFactory(event=event), SignUpFactory(event=event)
    operations.confirm(came)

    assert operations.miss_the_rest(event) == 1
    assert operations.miss_the_rest(event) == 0
    assert (came.missed_at, missing.missed_at is not None) == (None, True)
    assert operations.confirm(missing)
    assert missing.missed_at is None
