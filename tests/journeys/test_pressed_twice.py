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
    start_walk: Callable[[str], Walk], make_app: Callable[..., Flask]
) -> None:
    walk = start_walk("en")
    app = make_app(f"sqlite:///{walk.running.data / 'tillid.db'}")
    with app.app_context():
        slug = EventFactory(starts_at=utcnow() + timedelta(days=3)).slug
    visitor = Visitor(walk)

    visitor.open(f"/e/{slug}")
    visitor.fill(name="Solveig", email="solveig@example.dk")
    with visitor.page.expect_navigation():
        visitor.control("Sign me up", within="main").dblclick()
    expect(visitor.page.locator("h1")).to_contain_text("You are signed up")
    walk.mailbox.wait_for("solveig@example.dk")

    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignUp)) == 1
    assert len(walk.mailbox.to("solveig@example.dk")) == 1
    assert walk.troubles == []
