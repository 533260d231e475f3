"""When sessions and keys were last used: noted by the pages, put in the rows by a worker.

A line that is lost is made up for by the next visit.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select, update

from accounts import audit
from accounts.models import ApiToken, UserSession
from accounts.notebook import Notebook
from core.db import db, utcnow


class Kind(StrEnum):
    """What was seen."""

    SESSION = "session"
    KEY = "key"


# How long ago the last time noted must be before it is noted again.
EVERY = {Kind.SESSION: timedelta(minutes=10), Kind.KEY: timedelta(hours=1)}
notebook = Notebook("sightings")


def note(kind: Kind, row_id: uuid.UUID, last: datetime | None) -> None:
    """Leave a line that a session or key is in use, if the last one is not recent."""
    now = utcnow()
    if last is None or now - last >= EVERY[kind]:
        notebook.write(f"{kind} {row_id} {int(now.timestamp())}")


def fold() -> None:
    """Put what this node noted into the rows. The caller commits, then forgets the lines."""
    seen: dict[Kind, dict[uuid.UUID, datetime]] = {kind: {} for kind in Kind}
    for line in notebook.take():
        try:
            kind, row_id, second = line.split()
            at = datetime.fromtimestamp(int(second), UTC)
            seen[Kind(kind)][uuid.UUID(row_id)] = at
        except (ValueError, OverflowError, OSError):
            continue  # a line cut short by a crash
    _record_new_keys(seen[Kind.KEY])
    _write(seen[Kind.SESSION], UserSession, UserSession.last_seen_at.key)
    _write(seen[Kind.KEY], ApiToken, ApiToken.last_used_at.key)


def _record_new_keys(seen: Mapping[uuid.UUID, datetime]) -> None:
    """Put on the trail that a key has been used for the first time."""
    unused = (ApiToken.id.in_(seen), ApiToken.last_used_at.is_(None))
    tokens = select(ApiToken).where(*unused).order_by(ApiToken.organisation_id, ApiToken.id)
    for token in db.session.scalars(tokens).all() if seen else ():
        audit.record(
            token.organisation,
            actor=None,
            action="token_first_used",
            subject=token,
            after={"name": token.name},
        )


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
