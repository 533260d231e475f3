"""Who was erased, noted beside the database, so that it can be done again after a restore.

A line holds ids and nothing else. Each node writes to a file of its own; reading takes them all.
Rooms say with ``replays`` how one kind of erasure is done again; doing it twice changes nothing.
"""

import json
import logging
import os
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from core.db import utcnow
from core.settings import current_settings

log = logging.getLogger(__name__)

Replay = Callable[[dict[str, Any]], bool]  # False where there was nothing left to erase
replayers: dict[str, Replay] = {}


def folder() -> Path:
    """Return where the notes lie."""
    return current_settings().data / "erasures"


def replays(kind: str) -> Callable[[Replay], Replay]:
    """Register how erasures of one kind are done again. Callers commit."""

    def register(replay: Replay) -> Replay:
        replayers[kind] = replay
        return replay

    return register


def note(kind: str, subject_id: uuid.UUID, **facts: Any) -> None:
    """Leave a line that something is erased, before it is: what fails is done again anyhow."""
    line = {"at": utcnow().isoformat(), "kind": kind, "id": str(subject_id), **facts}
    path = folder() / f"{current_settings().node}.jsonl"
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(target, (json.dumps(line) + "\n").encode())
        finally:
            os.close(target)
    except OSError:  # a full disk must not keep anybody's data
        log.exception("could not note an erasure")


def lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the notes of some files, the oldest first. Raises ValueError for a broken line."""
    texts = [text for path in paths for text in path.read_text().splitlines() if text.strip()]
    return sorted(map(json.loads, texts), key=lambda line: datetime.fromisoformat(line["at"]))


def replay(line: dict[str, Any]) -> bool:
    """Do one erasure again; say whether there was anything to erase. Callers commit."""
    return replayers[line["kind"]](line)
