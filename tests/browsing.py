"""A browser, and the product served to it from within the test's own process."""

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.services import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)
# Our scripts say on the page when all of them listen; what is pressed before may go unheard.
READY = "html[data-ready], html:not(:has(script[type=module]))"
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Playwright's own list, which ours takes the place of, and the address bar's suggestions: pages of
# their own that Chromium draws beside each of ours.
WITHOUT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
]
CHROMIUM_FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks a third party for anything gets no answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def find_browser() -> str:
    """Return where Chromium is: CHROMIUM says so, or it is on the path."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS)]
    return next((path for path in found if path), "/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Drive Debian's Chromium: playwright's own browser cannot always be downloaded."""
    return {
        **browser_type_launch_args,
        "executable_path": find_browser(),
        "args": CHROMIUM_FLAGS,
        "timeout": PATIENCE * 1000,
    }


def wait_until_ready(page: Page) -> None:
    """Return once the page's scripts listen to what is typed and pressed."""
    page.locator(READY).wait_for(state="attached")


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[int]:
    """Serve an app to browsers; gives the port, which is any free one unless it is said."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, whole_answers(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def whole_answers(app: Flask) -> Callable[..., Iterable[bytes]]:
    """Read answers to their end before they are sent.

    This server forgets to close a file when the browser has gone on to another page meanwhile.
    """

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        parts = app(environ, start)
        try:
            return [b"".join(parts)]
        finally:
            if close := getattr(parts, "close", None):
                close()

    return answer
