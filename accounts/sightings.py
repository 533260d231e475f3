"""When sessions and keys were last used: noted in a file by the pages, put in the rows by a worker.

A page that is only read must not write to the database, so it leaves a line. A line that is lost
is made up for by the next visit.
"""

import os
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from flask import current_app
from sqlalchemy import or_, update

from accounts.models import ApiToken, UserSession
from core.db import db, utcnow
from core.settings import Settings


class Kind(StrEnum):
    """What was seen."""

    SESSION = "session"
    KEY = "key"


# How long ago the last time noted must be before it is noted again.
EVERY = {Kind.SESSION: timedelta(minutes=10), Kind.KEY: timedelta(hours=1)}


def _file() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data / "sightings" / f"{settings.node}.txt"


def note(kind: Kind, row_id: uuid.UUID, last: datetime | None) -> None:
    """Leave a line that a session or key is in use, if the last one is not recent."""
    now = utcnow()
    if last is not None and now - last < EVERY[kind]:
        return
    line = f"{kind} {row_id} {int(now.timestamp())}\n".encode()
    path = _file()
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(target, line)
        finally:
            os.close(target)
    except OSError:  # a full disk must not keep anybody out
        current_app.logger.warning("could not note when a session was used")


def fold() -> None:
    """Put what this node noted into the rows. The caller commits, then calls ``forget``."""
    taken = _taken()
    if not taken.exists():
        if not _file().exists():
            return
        _file().replace(taken)
    seen: dict[Kind, dict[uuid.UUID, datetime]] = {kind: {} for kind in Kind}
    for line in taken.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            kind, row_id, second = line.split()
            at = datetime.fromtimestamp(int(second), UTC)
            seen[Kind(kind)][uuid.UUID(row_id)] = at
        except (ValueError, OverflowError, OSError):
            continue  # a line cut short by a crash
    _write(seen[Kind.SESSION], UserSession, UserSession.last_seen_at.key)
    _write(seen[Kind.KEY], ApiToken, ApiToken.last_used_at.key)


def forget() -> None:
    """Let go of what was folded and committed."""
    _taken().unlink(missing_ok=True)


def _taken() -> Path:
    return _file().with_suffix(".taken")


def _write(
    seen: Mapping[uuid.UUID, datetime], model: type[UserSession | ApiToken], name: str
) -> None:
    column = getattr(model, name)
    for row_id, at in sorted(seen.items()):
        db.session.execute(
            update(model)
            .where(model.id == row_id, or_(column.is_(None), column < at))
            .values({name: at})
        )
