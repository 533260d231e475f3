"""A full event: somebody waits and moves up, and the door is kept where there is no connection."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from flask import Flask
from PIL import Image, ImageFilter
from playwright.sync_api import BrowserType, Locator, expect
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
# This browser has no eye for codes, as phones have: it sees what the test holds before it.
EYE = """
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve(window.heldUp ? [{ rawValue: window.heldUp }] : []); }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""
READER = re.compile(r"/vendor/qr-[\d.]+/decode\.js$")
COMES_WITH_THE_CONNECTION = """() => {
  window.dispatchEvent(new Event("online"));
  return !document.querySelector("[data-door-camera]").hidden;
}"""
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
CAMERA_FILM = "--use-file-for-fake-video-capture"


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
    keeper.page.add_init_script(EYE)
    keeper.sign_in(f"organiser@{slug}.example")
    keeper.open(f"{place}/door")
    keeper.page.evaluate("window.stays = true")
    with keeper.expecting_refusal():
        ticks_without_connection(keeper)
    with app.app_context():
        clara = address_in_code(f"clara@{slug}.example")
    with keeper.expecting_refusal():
        reads_codes_without_connection(keeper, clara)
    assert keeper.page.evaluate("window.stays"), "in a cellar the page might not come again"
    opens_the_code(keeper, clara)

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


def sends_what_was_kept(keeper: Organiser, *, came: int) -> None:
    """The connection is back: all leaves by itself, and the page tells the new number."""
    keeper.context.set_offline(False)
    keeper.sees(SENT)
    keeper.heading(keeper.words("%(came)s of %(coming)s have come", came=came, coming=len(NAMES)))


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
    sends_what_was_kept(keeper, came=1)


def address_in_code(email: str) -> str:
    """Return what stands in a guest's code."""
    seat = db.session.scalars(select(SignUp).where(SignUp.email == email)).one()
    campaign = seat.event.campaign
    door = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/event/door"
    return f"http://any.example{door}/{seat.id}"


def reads_codes_without_connection(keeper: Organiser, code: str) -> None:
    """The page's own camera: a stranger's code, Clara's, and Clara's again, still in the cellar."""
    keeper.fill(words="")
    read = keeper.page.get_by_role("button", name=keeper.words("Read guests’ codes"))
    expect(read).to_be_visible()
    keeper.context.set_offline(True)
    read.click()
    for held_up, said in (
        ("https://example.org/menu", "Nobody on this list has that code."),
        (code, "%(name)s: has come."),
        ("another code", "Nobody on this list has that code."),
        (code, "%(name)s: has come already."),
    ):
        keeper.page.evaluate("code => { window.heldUp = code; }", held_up)
        keeper.reads(keeper.words(said, name="Clara"))
    row = guest(keeper, "Clara")
    expect(row.get_by_text(keeper.words("Came"), exact=True)).to_be_visible()
    keeper.page.get_by_role("button", name=keeper.words("Stop the camera")).click()
    expect(keeper.page.locator("video")).to_have_count(0)
    sends_what_was_kept(keeper, came=2)


def opens_the_code(keeper: Organiser, code: str) -> None:
    """The phone's own camera opens the address in a guest's code: she has come already."""
    keeper.open(urlsplit(code).path)
    keeper.heading("Clara")
    keeper.reads(keeper.words("Came"))
    keeper.press("Everybody at the door")


def test_a_phone_that_reads_no_codes_itself_is_lent_a_reader(
    walk_in: Callable[[str], tuple[Walk, Flask]],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    """An iPhone in the cellar: its camera, here a film, sees a guest's code; it stays on after."""
    walk, app = walk_in("en")
    with app.app_context():
        place, _tokens = seed("door-lent", "en")
        film = film_of(address_in_code("alma@door-lent.example"), tmp_path / "code.y4m")
    flags = [*browser_type_launch_args["args"], *CAMERA, f"{CAMERA_FILM}={film}"]
    with browser_type.launch(**{**browser_type_launch_args, "args": flags}) as browser:
        keeper = Organiser(replace(walk, browser=browser), "door-lent")
        keeper.page.set_viewport_size(PHONE)
        keeper.page.add_init_script("delete window.BarcodeDetector;")
        keeper.sign_in("organiser@door-lent.example")
        with keeper.expecting_refusal():  # the connection goes while the reader is fetched
            keeper.page.route(READER, lambda route: route.abort(), times=1)
            keeper.open(f"{place}/door")
            keeper.page.wait_for_function(COMES_WITH_THE_CONNECTION)
        read = keeper.page.get_by_role("button", name="Read guests’ codes")
        expect(read).to_be_visible()
        with keeper.expecting_refusal():
            keeper.context.set_offline(True)
            read.click()
            keeper.reads("Alma: has come.")
            keeper.sees(KEPT)
            sends_what_was_kept(keeper, came=1)
        ticks_while_the_camera_sees(keeper)
        keeper.leave()
    assert walk.troubles == []


def ticks_while_the_camera_sees(keeper: Organiser) -> None:
    """A tap stays on the page too; one after the session's end is kept until she signs in."""
    row = guest(keeper, "Bertil")
    for what, came in (("Has come", "2"), ("Undo", "1")):
        row.get_by_role("button", name=what).click()
        keeper.heading(f"{came} of 2 have come")
    expect(row.get_by_role("button", name="Has come")).to_be_focused()
    expect(keeper.page.locator("video")).to_be_visible()
    keeper.context.clear_cookies()
    with keeper.expecting_refusal():
        row.get_by_role("button", name="Has come").click()
        keeper.sees(KEPT)
        keeper.page.evaluate("window.dispatchEvent(new Event('online'))")
        keeper.sees("Sign in again to send what is kept on this phone.")


def film_of(code: str, path: Path) -> Path:
    """Write what a camera sees of a code held up to it: askew, grey and a little blurred."""
    drawn = path.with_suffix(".png")
    segno.make(code, error="m").save(drawn, scale=7, dark="#222", light="#ddd")
    with Image.open(drawn) as picture:
        askew = picture.convert("L").rotate(6, expand=True, fillcolor=0xDD)
    seen = Image.new("L", (640, 480), 0x99)
    seen.paste(askew, ((640 - askew.width) // 2, (480 - askew.height) // 2))
    light = seen.filter(ImageFilter.GaussianBlur(1)).tobytes()
    frame = b"FRAME\n" + light + bytes([128]) * (len(light) // 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F5:1 Ip A1:1 C420jpeg\n" + frame * 2)
    return path
