"""The stylesheets of all components as one: a phone asks once instead of fifty times.

``static/css/main.css`` imports one small file per component. What it imports is put in its place
when it is served, so that nothing has to be built, and a file that is changed is seen at once.
"""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = "/static/css/main.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\)(?P<media> \w+)?;')
RELATIVE = re.compile(r'url\("(?!data:)([^":]+)"\)')


def joined(path: Path) -> str:
    """Return a stylesheet with what it imports in the places of the imports."""

    def imported(found: re.Match[str]) -> str:
        place = posixpath.dirname(found["file"])
        text = (path.parent / found["file"]).read_text(encoding="utf-8")
        text = RELATIVE.sub(lambda url: f'url("{posixpath.join(place, url[1])}")', text)
        layer = f"@layer {found['layer']} {{\n{text}}}"
        return f"@media{found['media']} {{\n{layer}\n}}" if found["media"] else layer

    return IMPORT.sub(imported, path.read_text(encoding="utf-8"))


class OneStylesheet:
    """Stands before the static files and hands out the one that imports others as a whole."""

    def __init__(
        self, app: "WSGIApplication", folder: Path, *, headers: dict[str, str], is_fixed: bool
    ) -> None:
        self.app, self.path = app, folder / "css" / "main.css"
        self.headers, self.is_fixed = headers, is_fixed
        self.made = 0.0
        self.body = b""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if not is_read or environ.get("PATH_INFO") != ADDRESS:
            return self.app(environ, start_response)
        self.refresh()
        response = Response(self.body, mimetype="text/css", headers=self.headers)
        response.add_etag()
        return response.make_conditional(environ)(environ, start_response)

    def refresh(self) -> None:
        """Put the file together, again where one of its parts has changed."""
        if self.body and self.is_fixed:
            return
        changed = max(part.stat().st_mtime for part in self.path.parent.rglob("*.css"))
        if changed != self.made:
            self.made, self.body = changed, joined(self.path).encode()
