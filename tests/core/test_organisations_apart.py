"""An owner walks every page of their organisation and meets nothing of another one."""

from collections.abc import Callable

import pytest
from flask import Flask

from accounts import audit
from accounts.models import Unit, User
from core.db import db
from tests.client import AuditingClient
from tests.core.permission_matrix import ROWS
from tests.core.world import Who, World

MARK = "Fremmedmærke"
# Pages of no organisation; that of health lets go of the database the world is in.
APART = ("sec", "health.show_status")


@pytest.mark.slow
def test_no_page_shows_anything_of_another_organisation(
    app: Flask, sign_in: Callable[[User], AuditingClient]
) -> None:
    world = World()
    other = world.mirror()
    other.organisation.name = f"{MARK} Kommune"
    other.cohort.name = f"{MARK} hold"
    for person in other.people.values():
        person.name = f"{MARK} Person"
    db.session.add(Unit(organisation=other.organisation, name=f"{MARK} enhed"))
    for thing in ("campaign", "kit"):
        made = getattr(other, thing)
        for field in ("name_da", "name_en", "title_da", "title_en"):
            if hasattr(made, field):
                setattr(made, field, f"{MARK} {thing}")
    audit.record(other.organisation, actor=None, action="unit_added", subject=None)
    db.session.commit()
    walked = 0
    for row in ROWS:
        if row.method == "GET" and Who.OWNER in row.allowed and not row.endpoint.startswith(APART):
            client = sign_in(world.people[Who.OWNER])
            page = client.get(row.path(world))
            if page.mimetype.startswith("text/"):
                assert MARK not in page.text, row.endpoint
                walked += 1
    assert walked > 40
