"""An impatient finger presses twice; one thing is made."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import func, select

from campaigns.outcomes.events.models import SignUp
from core.db import db, utcnow
from tests.factories.campaigns import EventFactory
from tests.journeys.person import Walk
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_sign_up_pressed_twice_is_one_seat_and_one_mail(
    walk_in: Callable[[str], tuple[Walk, Flask]],
) -> None:
    walk, app = walk_in("en")
    with app.app_context():
        event = EventFactory(starts_at=utcnow() + timedelta(days=3))
        event_id, slug = event.id, event.slug
    visitor = Visitor(walk)

    visitor.open(f"/e/{slug}")
    visitor.fill(name="Solveig", email=f"solveig@{slug}.example")
    visitor.follow_twice(visitor.control("Sign me up", within="main"))
    expect(visitor.page.locator("h1")).to_contain_text("You are signed up")
    walk.mailbox.wait_for(f"solveig@{slug}.example")

    with app.app_context():
        seats = select(func.count()).where(SignUp.event_id == event_id)
        assert db.session.scalar(seats) == 1
    assert len(walk.mailbox.to(f"solveig@{slug}.example")) == 1
    assert walk.troubles == []
