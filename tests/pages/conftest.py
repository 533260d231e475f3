"""The product with a season in it, served to a browser once for each worker."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser

from accounts import sessions
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from tests.browsing import served
from tests.core.world import Who
from tests.pages.eyes import View
from tests.pages.pages import Page
from tests.pages.season import Season
from tests.services import PATIENCE

AGENT = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
LOCALES = {"da": "da-DK", "en": "en-GB"}


@dataclass
class Site:
    """The running product, whom it knows, and the browsers it is looked at with."""

    app: Flask
    address: str
    season: Season
    browser: Browser
    views: dict[tuple[str, int, str], View] = field(default_factory=dict)

    def view(self, language: str, width: int, scheme: str) -> View:
        """Return the browser of one language, width and colour scheme."""
        key = (language, width, scheme)
        if key not in self.views:
            context = self.browser.new_context(
                viewport={"width": width, "height": 844 if width < 600 else 800},
                locale=LOCALES[language],
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                user_agent=AGENT,
            )
            context.set_default_timeout(PATIENCE * 1000)
            self.views[key] = View(context, self.address, language)
        view = self.views[key]
        view.page.set_viewport_size({"width": width, "height": 844 if width < 600 else 800})
        return view

    def path(self, page: Page) -> str:
        """Return the address of a page, and let go of the database, which others want to write."""
        path = page.path(self.season)
        db.session.rollback()
        return path

    def cookie(self, who: Who, language: str) -> str:
        """Return the session of somebody who is signed in, or of a stranger."""
        session: dict[str, object] = {"language": language}
        if who is not Who.ANONYMOUS:
            user = self.season.world.people[who]
            session |= {"_user_id": user.fs_uniquifier, "_fresh": True, "fs_paa": time.time()}
            session[sessions.KEY] = sessions.begin(user, user_agent=AGENT)
            db.session.commit()
        db.session.rollback()
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(serializer.dumps(session))


@pytest.fixture(scope="session")
def site(
    make_app: Callable[..., Flask], browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The product as it runs, with a season in it; nothing in these tests changes it."""
    app = make_app()
    app.testing = False
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600  # as in production, and quicker

    @app.get("/fails/<int:code>")
    @open_to(Audience.PUBLIC)
    def fail(code: int) -> str:
        if code == HTTPStatus.CONFLICT:
            raise DomainError("Opslaget er allerede i din log.")
        abort(code)

    with app.app_context():
        db.create_all()
        season = Season()
        db.session.rollback()
        with served(app) as port:
            yield Site(app, f"http://127.0.0.1:{port}", season, browser)
        db.session.remove()


@pytest.fixture(scope="session")
def album() -> Path | None:
    """Where to put a picture of each page, when TILLID is asked to (PAGES_ALBUM=folder)."""
    folder = os.environ.get("PAGES_ALBUM")
    return Path(folder) if folder else None
