"""Take the README's pictures: a fresh demo, each role signed in, its main pages photographed."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
SECONDS_TO_START = 300
LARGEST = 200_000
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


@dataclass(frozen=True)
class Shot:
    """One picture: who sees it, how large, and the way there from the front page."""

    name: str
    role: str
    size: ViewportSize
    way: Callable[[Page], None]


def first_of(selector: str) -> Callable[[Page], None]:
    """Return a way that follows the first link a selector finds."""

    def way(page: Page) -> None:
        page.locator(selector).filter(visible=True).first.click()
        page.wait_for_load_state("networkidle")

    return way


def stay(_page: Page) -> None:
    """Stay on the front page."""


def to_a_kit(page: Page) -> None:
    """Go to a kit an ambassador can use."""
    first_of("a[href='/my/kits']")(page)
    first_of("main a[href^='/my/kits/']")(page)


def to_the_builder(page: Page) -> None:
    """Go to the page a kit is built on."""
    first_of("nav a[href$='/kits']")(page)
    first_of("main a[href*='/kits/']:has-text('The workshop is open')")(page)


def to_results(page: Page) -> None:
    """Go to the results of the campaign that is running."""
    first_of("main a[href*='/results/']:has-text('Open house')")(page)


SHOTS = [
    Shot("ambassador-home", "ambassador", PHONE, stay),
    Shot("ambassador-kit", "ambassador", PHONE, to_a_kit),
    Shot("organiser-overview", "organiser", DESK, stay),
    Shot("organiser-kit", "organiser", DESK, to_the_builder),
    Shot("reader-results", "reader", DESK, to_results),
    Shot("leader-totals", "leader", DESK, stay),
]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once the demo answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 -- our own
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The demo did not start.")


def sign_in(browser: Browser, person: dict[str, str], size: ViewportSize) -> Page:
    """Return the front page of one person, in English."""
    page = browser.new_page(
        viewport=size,
        device_scale_factor=2 if size is PHONE else 1.5,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page.goto(person["address"])
    page.locator("[name=email]").fill(person["email"])
    page.locator("[name=password]").fill(person["password"])
    page.locator("main form [type=submit], main form button").last.click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    if page.locator("html").get_attribute("lang") != "en":
        page.locator("form[action$='/language'] button").click()
        page.wait_for_load_state("networkidle")
    page.goto(page.url)  # without what the last press had to say
    page.wait_for_load_state("networkidle")
    return page


def wait_for_pictures(page: Page) -> None:
    """Wait until the worker has made every format of the demo's pictures."""
    front = page.url
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        page.goto(f"{front}/library")
        if not page.locator("#making progress").count():
            return
        time.sleep(2)
    raise SystemExit("The pictures were not made in time.")


def save(page: Page, name: str) -> None:
    """Save what is on the screen, small enough for a README."""
    path = FOLDER / f"{name}.webp"
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        for quality in range(84, 40, -6):
            picture.convert("RGB").save(path, quality=quality, method=6)
            if path.stat().st_size < LARGEST:
                break
    print(f"docs/pictures/{path.name}: {path.stat().st_size // 1000} kB")


def photograph(browser: Browser, people: dict[str, dict[str, str]]) -> None:
    """Take every picture."""
    organiser = sign_in(browser, people["organiser"], DESK)
    wait_for_pictures(organiser)
    for shot in SHOTS:
        page = sign_in(browser, people[shot.role], shot.size)
        shot.way(page)
        save(page, shot.name)
        page.close()


def main() -> None:
    """Photograph every role of a demo that is thrown away afterwards."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "PORT": str(port), "TILLID_DATA": data, "TILLID_DEMO": "1"}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
        try:
            wait_until_ready(address, process)
            people = json.loads((Path(data) / "demo.json").read_text(encoding="utf-8"))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                photograph(browser, people)
                browser.close()
        finally:
            process.terminate()
            process.wait(60)


if __name__ == "__main__":
    main()
