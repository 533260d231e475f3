"""Pages asked for inside this process, as a signed-in reader's browser would, in processor time."""

import time
from collections.abc import Callable
from contextvars import Context

from flask import Flask
from flask.testing import FlaskClient

from accounts import sessions
from accounts.enums import Role
from accounts.models import Membership, User
from bench.harness import ROUNDS
from bench.product import SETTINGS
from campaigns.models import Campaign
from core.db import db, utcnow

REPEATS = 5
SITE = SETTINGS["TILLID_BASE_URL"]


def add_organiser(*campaigns: Campaign) -> User:
    """Add somebody who runs the programme of each campaign's organisation."""
    organiser = User(email="bo@example.org", name="Bo Lund", locale="da")
    organiser.second_step_since = utcnow()  # who runs a programme has one
    for campaign in campaigns:
        membership = Membership(organisation=campaign.organisation, user=organiser)
        membership.role = Role.ORGANISER
        db.session.add(membership)
    return organiser


def signed_in(app: Flask, user: User) -> FlaskClient:
    """Return a browser in which somebody is signed in; commits."""
    client = app.test_client()
    key = sessions.begin(user, user_agent="")
    db.session.commit()
    with client.session_transaction(base_url=SITE) as session:
        session.update({"_user_id": user.fs_uniquifier, "_fresh": True, sessions.KEY: key})
    return client


def ask(client: FlaskClient, address: str) -> None:
    """Ask for a page. Raises RuntimeError for any other answer.

    Nothing of ours is around it: within our own context, who is signed in would be found once for
    all pages.
    """
    answer = Context().run(client.get, address, base_url=SITE)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status}")


def in_turn(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    rounds: int = ROUNDS,
    repeats: int = REPEATS,
) -> tuple[list[float], list[float]]:
    """Time both in turn, in an order that changes each round."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            times[which].append(_milliseconds((ours, theirs)[which], repeats))
    return times


def _milliseconds(work: Callable[[], object], repeats: int) -> float:
    work()
    began = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - began) / repeats * 1000
