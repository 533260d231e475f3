"""Take the README's pictures: a fresh demo, each role signed in, its main page photographed."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SECONDS_TO_START = 180
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


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


def photograph(browser: Browser, address: str, role: str, person: dict[str, Any]) -> None:
    """Sign in as one person and save what they see first."""
    is_ambassador = role.startswith("ambassador")
    page = browser.new_page(
        viewport=PHONE if is_ambassador else DESK,
        device_scale_factor=2,
        locale="da-DK",
        reduced_motion="reduce",
    )
    page.goto(person.get("address") or f"{address}/sign-in")
    page.locator("[name=email]").fill(person["email"])
    page.locator("[name=password]").fill(person["password"])
    page.locator("[name=password]").press("Enter")  # the first button shows the password
    page.wait_for_load_state("networkidle")
    page.goto(f"{address}/")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{role}.png")
    page.close()
    print(f"{role}: docs/screenshots/{role}.png")


def main() -> None:
    """Photograph every role of a demo that is thrown away afterwards."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "PORT": str(port), "TILLID_DATA": data}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
        try:
            wait_until_ready(address, process)
            people = json.loads((Path(data) / "demo.json").read_text(encoding="utf-8"))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                for role, person in people.items():
                    photograph(browser, address, role, person)
                browser.close()
        finally:
            process.terminate()
            process.wait(60)


if __name__ == "__main__":
    main()
