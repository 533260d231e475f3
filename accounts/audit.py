"""The audit trail: who did what, when. Append-only, and a hole or a change in it shows.

Each event carries the hash of the one before it in the same organisation, so a chain can only be
rewritten from the changed event to its end; keeping the last hash elsewhere proves the rest.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from accounts.models import AuditEvent, Organisation, User
from core.db import Base, db, utcnow

START = "0" * 64


def record(
    organisation: Organisation,
    *,
    actor: User | None,
    action: str,
    subject: Base | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event to the trail of ``organisation``, in the caller's transaction.

    ``before`` and ``after`` say what changed; name people by id, so that erasing one is possible.
    """
    db.session.flush()  # the subject and the actor may be new and have no id yet
    lock(organisation)
    last = _newest(organisation)
    event = AuditEvent(
        organisation_id=organisation.id,
        position=last.position + 1 if last else 1,
        created_at=utcnow(),
        actor_id=actor.id if actor else None,
        actor_digest=_digest(actor.id) if actor else "",
        action=action,
        subject_type=subject.__tablename__ if subject else "",
        subject_id=subject.id if subject else None,
        before=_plain(before or {}),
        after=_plain(after or {}),
        changes_salt=secrets.token_hex(16),
        previous_hash=last.hash if last else START,
    )
    event.changes_digest = _changes_digest(event)
    event.hash = hash_of(event)
    db.session.add(event)
    return event


def lock(organisation: Organisation) -> None:
    """Let one transaction at a time go on: PostgreSQL by this lock, SQLite by BEGIN IMMEDIATE."""
    db.session.execute(
        select(Organisation.id).where(Organisation.id == organisation.id).with_for_update()
    )


def _newest(organisation: Organisation) -> AuditEvent | None:
    return db.session.scalar(
        select(AuditEvent)
        .where(AuditEvent.organisation_id == organisation.id)
        .order_by(AuditEvent.position.desc())
        .limit(1)
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the database will give back: texts, numbers, lists and truth values."""
    plain: dict[str, Any] = json.loads(json.dumps(values, default=str))
    return plain


def _digest(actor_id: uuid.UUID) -> str:
    return hashlib.sha256(actor_id.bytes).hexdigest()


def hash_of(event: AuditEvent) -> str:
    """Return the hash that ``event`` must carry."""
    said = [
        str(event.organisation_id),
        event.position,
        event.created_at.isoformat(),
        event.actor_digest,
        event.action,
        event.subject_type,
        str(event.subject_id or ""),
        *([event.changes_digest] if event.changes_digest else [event.before, event.after]),
        event.previous_hash,
    ]
    return _hash(said)


def _changes_digest(event: AuditEvent) -> str:
    return _hash([event.changes_salt, event.before, event.after])


def _hash(said: list[Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(event: AuditEvent) -> bool:
    """Say whether an event says what it said at first, or nothing about what changed.

    Without its salt the digest that is left of a change cannot be tried against a guess.
    """
    if hash_of(event) != event.hash:
        return False
    if not event.changes_digest:
        return True  # from before there were digests: the hash itself vouches for the change
    is_taken_out = not (event.changes_salt or event.before or event.after)
    return is_taken_out or _changes_digest(event) == event.changes_digest


def take_out_changes(event: AuditEvent) -> None:
    """Forget what an event changed, since it names somebody erased; the chain stays whole."""
    if event.changes_digest:
        event.before, event.after, event.changes_salt = {}, {}, ""


def faults(organisation: Organisation) -> Iterator[str]:
    """Yield what is wrong with the trail of ``organisation``, in English, for its keepers."""
    position, previous = 0, START
    events = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.organisation_id == organisation.id)
        .order_by(AuditEvent.position)
        .execution_options(yield_per=500)
    )
    for event in events:
        position += 1
        if event.position != position:
            yield f"event {position} is missing"
            position = event.position
        if event.previous_hash != previous:
            yield f"event {event.position} does not follow the one before it"
        if event.actor_id and _digest(event.actor_id) != event.actor_digest:
            yield f"event {event.position} names another actor"
        if not is_intact(event):
            yield f"event {event.position} was changed"
        previous = event.hash


def last_line(organisation: Organisation) -> str:
    """Return what to keep elsewhere of a trail: whose it is, its last number and its last hash."""
    last = _newest(organisation)
    position, seal = (last.position, last.hash) if last else (0, START)
    return f"{organisation.id} {position} {seal}"


def faults_since(organisation: Organisation, kept: Iterable[str]) -> Iterator[str]:
    """Yield what is no longer as it was when a last line was kept: what a new chain would hide."""
    for line in kept:
        whose, _space, rest = line.strip().partition(" ")
        position, _space, seal = rest.partition(" ")
        if whose != str(organisation.id) or seal == START:
            continue
        then = db.session.scalar(
            select(AuditEvent.hash).where(
                AuditEvent.organisation_id == organisation.id,
                AuditEvent.position == int(position),
            )
        )
        if then != seal:
            yield f"event {position} is not the one that was kept"


def verify(organisation: Organisation) -> bool:
    """Say whether the trail of ``organisation`` is whole."""
    return next(faults(organisation), None) is None
