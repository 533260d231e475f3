"""Lines that pages leave for the worker, because a page that is only read must not write a row.

Each node has a file of its own. A line is one short write at its end, so a killed process leaves
whole lines and a last one cut short at most.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from core.settings import current_settings


@dataclass(frozen=True)
class Notebook:
    """A file of lines, in a folder of this name beside the database."""

    name: str

    @property
    def path(self) -> Path:
        """Where this node's lines are."""
        settings = current_settings()
        return settings.data / self.name / f"{settings.node}.txt"

    @property
    def _taken(self) -> Path:
        return self.path.with_suffix(".taken")

    def write(self, line: str) -> None:
        """Leave a line, if there is room for it."""
        path = self.path
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(target, f"{line}\n".encode())
            finally:
                os.close(target)
        except OSError:  # a full disk must not keep anybody out
            current_app.logger.warning("could not write in the notebook %s", self.name)

    def take(self) -> list[str]:
        """Return the lines left so far. Once they are committed, ``forget`` them."""
        if not self._taken.exists():
            if not self.path.exists():
                return []
            self.path.replace(self._taken)
        return self._taken.read_text(encoding="utf-8", errors="replace").splitlines()

    def forget(self) -> None:
        """Let go of what was taken."""
        self._taken.unlink(missing_ok=True)
