"""Small servers to compare: with the tracked links in front, and a control that forgets."""

import os
import queue
import threading
import time
from pathlib import Path
from typing import Any

from flask import Flask

from bench.bare import TARGET, bare
from campaigns.tracking.front import TrackedLinks
from campaigns.tracking.spool import Click, Spool, line_of
from campaigns.tracking.targets import Targets
from campaigns.tracking.visitors import Visitor

CODE = "ABC234"


def tracked() -> Flask:
    """The same app behind the door that counts, without a database."""
    app = bare()
    app.wsgi_app = TrackedLinks(  # type: ignore[method-assign]
        app.wsgi_app, spool=Spool(_folder(), "bench"), targets=Targets(_find, lambda _: ())
    )
    return app


class MemoryQueue(Spool):
    """The control: keeps clicks in memory and writes them in batches, as many link tools do."""

    def __init__(self, folder: Path, node: str) -> None:
        super().__init__(folder, node)
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._writer = 0

    def write(self, code: str, visitor: Visitor) -> bool:
        """Queue a click for the next batch."""
        self._waiting.put(line_of(Click(code, int(time.time()), visitor)))
        if self._writer != os.getpid():
            self._writer = os.getpid()
            threading.Thread(target=self._write_batches, daemon=True).start()
        return True

    def _write_batches(self) -> None:
        while True:
            time.sleep(0.25)
            lines = [self._waiting.get() for _ in range(self._waiting.qsize())]
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "clicks-bench-2000-01-01.log").open("ab", buffering=0) as file:
                file.write(b"".join(lines))


def forgetful() -> Flask:
    """The app behind a door that counts in memory."""
    app = bare()
    app.wsgi_app = TrackedLinks(  # type: ignore[method-assign]
        app.wsgi_app, spool=MemoryQueue(_folder(), "bench"), targets=Targets(_find, lambda _: ())
    )
    return app


def _folder() -> Path:
    return Path(os.environ["TILLID_DATA"]) / "spool"


def _find(code: str) -> str | None:
    return TARGET if code == CODE else None


def environ(**headers: str) -> dict[str, Any]:
    """Return a WSGI request for the link, for measuring without a server."""
    return {"REQUEST_METHOD": "GET", "PATH_INFO": f"/r/{CODE}", **headers}
