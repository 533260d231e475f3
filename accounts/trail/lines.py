"""The audit trail as lines to read."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from accounts import audit, offers
from accounts.labels import act
from accounts.models import AuditEvent, User
from accounts.trail import names, words
from core.formats import format_date, format_datetime, format_number

LONGEST = 80
PEOPLE = User.__tablename__
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


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


@dataclass(frozen=True)
class Known:
    """What people and things are called now; those that are gone are absent."""

    people: Mapping[uuid.UUID, str]
    things: Mapping[uuid.UUID, str]


def lines(events: Sequence[AuditEvent]) -> list[Line]:
    """Return events in words; people and things are named as long as they are here."""
    if not events:
        return []
    subjects = {event.subject_id for event in events if event.subject_id}
    told = subjects | {found for event in events for found in _ids(event)}
    people = offers.names_known(events[0].organisation_id, told)
    known = Known(people, names.of(told))
    return [_line(event, known) for event in events]


def _ids(event: AuditEvent) -> list[uuid.UUID]:
    values = (*event.before.values(), *event.after.values())
    return [found for value in values if (found := _as_id(value))]


def _as_id(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def _line(event: AuditEvent, known: Known) -> Line:
    actor = event.actor.name if event.actor else ""
    changed = sorted({*event.before, *event.after})
    return Line(
        position=event.position,
        at=event.created_at,
        actor=actor or (_("Somebody erased since") if event.actor_digest else _("The system")),
        act=act(event.action),
        subject=_subject(event, known),
        changes=tuple(text for name in changed if (text := _change(name, event, known))),
        is_intact=audit.is_intact(event),
    )


def _subject(event: AuditEvent, known: Known) -> str:
    if event.subject_id is None or event.subject_id == event.actor_id:
        return ""  # what somebody did about themselves names them once
    if event.subject_type == PEOPLE:
        if event.subject_id not in known.people:
            return str(_("Somebody erased since"))
        return known.people[event.subject_id] or str(_("Somebody who never said yes"))
    if event.subject_type in (*names.NAMED,) and event.subject_id not in known.things:
        return str(_("Deleted since"))
    name = known.things.get(event.subject_id, "")
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def _change(name: str, event: AuditEvent, known: Known) -> str:
    if _as_id(name) or name in words.UNNAMED:
        return ""  # places in an order, or in a cohort or campaign: ids that say nothing
    before = _shown(name, event.before.get(name), known)
    after = _shown(name, event.after.get(name), known)
    if name in event.before and name in event.after:
        nothing = str(_("nothing"))
        return f"{words.key(name)}: {before or nothing} → {after or nothing}"
    return f"{words.key(name)}: {before or after}" if before or after else ""


def _shown(name: str, value: Any, known: Known) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, Mapping):
        return _short(", ".join(str(one) for one in value.values()))
    if isinstance(value, list):
        return _short(", ".join(_shown(name, one, known) for one in value))
    return _short(_text(name, str(value or ""), known))


def _text(name: str, text: str, known: Known) -> str:
    """Return a text as people read it: codes by their labels, ids by names, days as days."""
    if text in words.CODES.get(name, {}):
        return str(words.CODES[name][text])
    if found := _as_id(text):
        return known.people.get(found) or known.things.get(found) or str(_("Deleted since"))
    try:
        if DAY.fullmatch(text):
            return format_date(date.fromisoformat(text), "medium")
        if MOMENT.fullmatch(text):
            return format_datetime(datetime.fromisoformat(text))
    except ValueError:
        return text
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
