"""The audit trail as lines to read."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from accounts import audit, offers
from accounts.enums import Role
from accounts.labels import ROLE_LABELS, act
from accounts.models import AuditEvent, User

LONGEST = 80


@dataclass(frozen=True)
class Line:
    """One event in words."""

    position: int
    at: datetime
    actor: str
    act: str
    subject: str
    changes: tuple[str, ...]
    is_intact: bool


def lines(events: list[AuditEvent]) -> list[Line]:
    """Return events in words; people are named as long as they are here."""
    about_people = {
        e.subject_id for e in events if e.subject_id and e.subject_type == User.__tablename__
    }
    names = offers.names_known(events[0].organisation_id, about_people) if events else {}
    return [_line(event, names) for event in events]


def _line(event: AuditEvent, names: dict[uuid.UUID, str]) -> Line:
    actor = event.actor.name if event.actor else ""
    return Line(
        position=event.position,
        at=event.created_at,
        actor=actor or (_("Somebody erased since") if event.actor_digest else _("The system")),
        act=act(event.action),
        subject=_subject(event, names),
        changes=tuple(_change(key, event) for key in sorted({*event.before, *event.after})),
        is_intact=audit.is_intact(event),
    )


def _subject(event: AuditEvent, names: dict[uuid.UUID, str]) -> str:
    if event.subject_type != User.__tablename__ or event.subject_id is None:
        return ""
    if event.subject_id not in names:
        return str(_("Somebody erased since"))
    return names[event.subject_id] or str(_("Somebody who never said yes"))


def _change(key: str, event: AuditEvent) -> str:
    before, after = _shown(event.before.get(key)), _shown(event.after.get(key))
    return f"{before} → {after}" if before and after else before or after


def _shown(value: Any) -> str:
    if isinstance(value, str) and value in set(Role):
        return str(ROLE_LABELS[Role(value)])
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
