"""A full event: somebody waits and moves up, and the door is kept where there is no connection."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from accounts.enums import Role
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.operations import Guest
from campaigns.outcomes.models import Outcome
from core.db import db, utcnow
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, EventFactory, GoalFactory
from tests.journeys.organiser import Organiser
from tests.journeys.person import PHONE, Walk
from tests.journeys.staff import staff_of
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-door")]

KEPT = "No connection. It is kept on this phone and sent by itself; leave this page open."
SENT = "What was kept on this phone has been sent."
NAMES = ("Alma", "Bertil")


def seed(slug: str, language: str) -> tuple[str, list[str]]:
    """Two have the only seats of an event in three hours; return its address and their links."""
    organisation = OrganisationFactory(name="Solby", slug=slug)
    staff_of(organisation, Role.ORGANISER, name="Karen Toft", locale=language)
    campaign = CampaignFactory(organisation=organisation, slug=f"{slug}-open")
    GoalFactory(campaign=campaign)
    event = EventFactory(
        campaign=campaign,
        capacity=len(NAMES),
        has_waiting_list=True,
        starts_at=utcnow() + timedelta(hours=3),
    )
    tokens = []
    for name in NAMES:
        guest = Guest(name=name, email=f"{name.lower()}@{slug}.example", locale=language)
        tokens.append(operations.sign_up(event, guest)[1])
    db.session.commit()
    return f"/o/{slug}/campaigns/{campaign.id}/event", tokens


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_line_moves_up_and_the_door_is_kept_without_a_connection(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    slug = f"door-{language}"
    with app.app_context():
        place, (alma, _bertil) = seed(slug, language)
    waits_and_moves_up(walk, slug, alma)

    keeper = Organiser(walk, slug)
    keeper.page.set_viewport_size(PHONE)
    keeper.sign_in(f"organiser@{slug}.example")
    keeper.open(f"{place}/door")
    with keeper.expecting_refusal():
        ticks_without_connection(keeper)
    keeper.heading(keeper.words("%(came)s of %(coming)s have come", came="1", coming="2"))
    reads_the_code(keeper, app, place, slug)

    with app.app_context():
        seats = select(SignUp).join(SignUp.event).where(Event.slug == f"{slug}-open")
        came = {seat.name: str(seat.id) for seat in db.session.scalars(seats) if seat.confirmed_at}
        assert sorted(came) == ["Bertil", "Clara"]
        counted = select(Outcome.stage).where(Outcome.external_ref.in_(came.values()))
        assert list(db.session.scalars(counted)) == [Stage.CONFIRMED] * 2
    assert walk.troubles == []


def waits_and_moves_up(walk: Walk, slug: str, token: str) -> None:
    """Clara stands in line; Alma gives her seat back; Clara is told and has a code."""
    clara, alma = Visitor(walk), Visitor(walk)
    clara.open(f"/e/{slug}-open")
    clara.fill(name="Clara", email=f"clara@{slug}.example")
    clara.press("Put me on the waiting list")
    clara.heading(clara.words("You are on the waiting list"))
    alma.open(f"/seats/{token}")
    alma.control(alma.words("I cannot come after all")).click()
    alma.press("Yes, cancel my seat")
    alma.heading(alma.words("Your seat is cancelled"))


def guest(keeper: Organiser, name: str) -> Locator:
    return keeper.page.locator(f"[data-guest='{name}']")


def ticks_without_connection(keeper: Organiser) -> None:
    """Find by name, tick, undo and tick again in a cellar; all of it leaves once, in order."""
    keeper.fill(words="bert")
    expect(guest(keeper, "Clara")).to_be_hidden()
    row = guest(keeper, "Bertil")
    keeper.context.set_offline(True)
    for what in ("Has come", "Undo", "Has come"):
        row.get_by_role("button", name=keeper.words(what)).click()
    keeper.sees(KEPT)
    expect(row.get_by_text(keeper.words("Came"), exact=True)).to_be_visible()
    keeper.context.set_offline(False)
    expect(keeper.page.locator("h1")).to_contain_text("1")


def reads_the_code(keeper: Organiser, app: Flask, place: str, slug: str) -> None:
    """The phone's own camera opens the address in a guest's code: one button."""
    with app.app_context():
        clara = select(SignUp.id).where(SignUp.email == f"clara@{slug}.example")
        seat_id = db.session.scalars(clara).one()
    keeper.open(f"{place}/door/{seat_id}")
    keeper.heading("Clara")
    keeper.press("Has come")
    keeper.heading(keeper.words("%(came)s of %(coming)s have come", came="2", coming="2"))
