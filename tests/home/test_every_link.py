"""Nobody is shown a way they may not go: every link on every page of every role is followed."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from core.db import db
from tests.client import AuditingClient
from tests.core.permission_matrix import READS, ROWS
from tests.core.world import COHORT, STAFF, Who, World
from tests.factories.campaigns import OutcomeFactory

MOST_PAGES = 120
OURS = ("home", "campaigns", "events", "posts", "results", "effect", "tracking_ambassador")


def links_of(page: str, path: str) -> Iterator[str]:
    """Yield the addresses on our own site that a page leads to, without their fragment."""
    for tag in BeautifulSoup(page, "html.parser").select("a[href], img[src]"):
        address = urlsplit(urljoin(f"http://localhost{path}", tag.get("href") or tag.get("src")))
        if address.netloc == "localhost" and address.scheme == "http":
            yield address.path + (f"?{address.query}" if address.query else "")


@pytest.fixture
def world(app: Flask) -> World:
    made = World()
    _ = (made.campaign, made.event, made.seat, made.post, made.conversation)
    OutcomeFactory(goal=made.campaign.goals[0], external_ref=str(made.seat.id))
    db.session.commit()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("who", sorted(STAFF | COHORT))
def test_no_link_leads_to_a_closed_door(
    who: Who, world: World, sign_in: Callable[..., AuditingClient]
) -> None:
    client = sign_in(world.people[who])
    to_see = [
        rows.path(world).partition("#")[0]
        for rows in ROWS
        if rows.method in READS and who in rows.allowed and rows.endpoint.startswith(OURS)
    ]
    found_on = dict.fromkeys(to_see, "the matrix")
    closed = {}
    for path in to_see:
        if len(found_on) > MOST_PAGES:
            break
        answer = client.get(path)
        if answer.status_code >= 400:
            closed[path] = (answer.status_code, found_on[path])
        if answer.mimetype != "text/html":
            continue
        for link in links_of(answer.text, path):
            if link not in found_on and not link.startswith(("/static/", "/sign-out")):
                found_on[link] = path
                to_see.append(link)
    assert closed == {}
