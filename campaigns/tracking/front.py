"""The door in front of Flask: ``GET /r/<code>`` is counted and sent on without waking the app.

Everything else, and every code that leads nowhere, goes through to Flask, which has the same page
for itself. The visitor's request decides nothing but the code and the kind of visitor.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from campaigns.tracking import known_links
from campaigns.tracking.codes import normalise
from campaigns.tracking.spool import Spool, is_behind
from campaigns.tracking.targets import Targets, Unavailable
from campaigns.tracking.visitors import visitor_of
from core import health
from core.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/r/"
METHODS = ("GET", "HEAD")
AFTER_IT = "/.,;:!?)'\""  # of the sentence the link stood in, taken along by whoever copied it
AWAY = "tillid.links_away"
HEADERS = [
    ("Content-Length", "0"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
]


class TrackedLinks:
    """A WSGI callable that answers tracked links and passes all else to the app behind it."""

    def __init__(self, app: "WSGIApplication", *, spool: Spool, targets: Targets) -> None:
        self.app = app
        self.spool = spool
        self.targets = targets

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request, or let the app do it."""
        path: str = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX) and environ["REQUEST_METHOD"] in METHODS:
            location = self._follow(path[len(PREFIX) :], environ)
            if location:
                start_response("302 Found", [("Location", location), *HEADERS])
                return ()
        return self.app(environ, start_response)

    def _follow(self, typed: str, environ: dict[str, Any]) -> str | None:
        """Count one visit, durably, and return where it leads; None leaves it to the app."""
        code = normalise(typed.rstrip(AFTER_IT))
        try:
            location = self.targets.target_of(code) if code else None
        except Unavailable:
            environ[AWAY] = True  # the app's page says "later", not "no such link"
            return None
        if code and location:
            self.spool.write(code, visitor_of(environ))
        return location


def install(app: Flask, settings: Settings) -> TrackedLinks:
    """Put the door in front of an app and make it known to the app's own ``/r/`` page."""
    folder = settings.data / "spool"
    links = TrackedLinks(
        app.wsgi_app,
        spool=Spool(folder, settings.node),
        targets=known_links.targets(settings.database_url, folder),
    )
    app.extensions["tracked_links"] = links
    health.add_check(
        app,
        "clicks",
        lambda: _check_spool(links.spool),
        label=_l("Links that ambassadors share"),
        trouble=_l("Links lead on, but some clicks of the last ten minutes could not be counted."),
    )
    health.add_check(
        app,
        "counting",
        lambda: _check_folding(links.spool),
        label=_l("Clicks in the results"),
        trouble=_l("Links lead on and every click is kept. They are counted once this is over."),
    )
    app.wsgi_app = links  # type: ignore[method-assign]
    return links


def _check_spool(spool: Spool) -> None:
    """Raise while clicks are being forwarded without being counted, here or in another process."""
    if spool.degraded():
        raise OSError("clicks could not be written lately")


def _check_folding(spool: Spool) -> None:
    """Raise while clicks wait longer than they should to be added up, as with no worker."""
    if is_behind(spool.folder, spool.node):
        raise TimeoutError("clicks wait to be counted")
