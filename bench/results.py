"""The results page of a large campaign beside its own SQL, and beside that of a far larger one.

Processor time, in this process: the page goes through the whole application as a signed-in reader's
browser would ask for it, and its SQL is the very statements it sent, sent again with all rows
fetched. The database is SQLite, whose work is done by the process itself.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from accounts import sessions
from accounts.enums import Role
from accounts.models import Membership, User
from bench import big_season
from bench.figures import Better, Figure, compared
from bench.harness import ROUNDS
from bench.product import SETTINGS, product
from bench.season import start_campaign
from campaigns.models import Campaign
from core.db import db

SMALL, LARGE = 2_000, 100_000
REPEATS = 5
MOST_STATEMENTS = 15
SITE = SETTINGS["TILLID_BASE_URL"]
Statement = tuple[str, Any]


def measure() -> list[Figure]:
    """Build both campaigns, then measure their first pages."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made, product(Path(made)) as app:
        reader = User(email="reader@example.org", name="Bo Lund", locale="da")
        small, large = start_campaign(slug="small"), start_campaign(slug="large")
        for campaign in (small, large):
            db.session.add(
                Membership(organisation=campaign.organisation, user=reader, role=Role.ORGANISER)
            )
        big_season.fill(small, SMALL, with_rows=True)
        big_season.fill(large, LARGE, with_rows=False)
        db.session.commit()
        addresses = [_address(campaign) for campaign in (small, large)]
        client = _signed_in(app, reader)
        db.session.remove()
        return [*_beside_sql(client, addresses[0]), _beside_larger(client, addresses)]


def _beside_sql(client: FlaskClient, address: str) -> list[Figure]:
    with _statements() as sent:
        _ask(client, address)
    ours, theirs = _rounds(lambda: _ask(client, address), lambda: _send(sent))
    return [
        compared(
            f"Results page, {SMALL:,} ambassadors, 200,000 posts, 5 million clicks",
            ours=ours,
            theirs=theirs,
            beside="its own SQL",
            better=Better.LOWER,
            aim=1.5,
            unit=" ms",
            note="processor time of the first 50 rows",
        ),
        Figure(
            name="Results page, statements sent",
            ours=str(len(sent)),
            aim=f"at most {MOST_STATEMENTS}",
            met=len(sent) <= MOST_STATEMENTS,
        ),
    ]


def _beside_larger(client: FlaskClient, addresses: list[str]) -> Figure:
    small, large = addresses
    ours, theirs = _rounds(lambda: _ask(client, large), lambda: _ask(client, small))
    return compared(
        f"Results page, {LARGE:,} ambassadors",
        ours=ours,
        theirs=theirs,
        beside=f"{SMALL:,} ambassadors",
        better=Better.LOWER,
        aim=3.0,
        unit=" ms",
        note="processor time of the first 50 rows",
    )


def _rounds(
    ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[list[float], list[float]]:
    """Time both in turn, in an order that changes each round."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for which in (0, 1) if number % 2 else (1, 0):
            times[which].append(_milliseconds((ours, theirs)[which]))
    return times


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    began = time.process_time()
    for _ in range(REPEATS):
        work()
    return (time.process_time() - began) / REPEATS * 1000


def _ask(client: FlaskClient, address: str) -> None:
    answer = client.get(address, base_url=SITE)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status}")


def _send(statements: list[Statement]) -> None:
    connection = db.engine.raw_connection()
    try:
        for statement, parameters in statements:
            cursor = connection.cursor()
            cursor.execute(statement, parameters)
            cursor.fetchall()
            cursor.close()
    finally:
        connection.close()


@contextmanager
def _statements() -> Iterator[list[Statement]]:
    """Note every statement that is sent."""
    sent: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _address(campaign: Campaign) -> str:
    return f"/o/{campaign.organisation.slug}/results/{campaign.id}"


def _signed_in(app: Flask, reader: User) -> FlaskClient:
    """Return a browser in which somebody is signed in."""
    client = app.test_client()
    key = sessions.begin(reader, user_agent="")
    db.session.commit()
    with client.session_transaction(base_url=SITE) as session:
        session.update({"_user_id": reader.fs_uniquifier, "_fresh": True, sessions.KEY: key})
    return client
