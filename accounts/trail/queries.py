"""Reads of the audit trail."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from accounts import offers
from accounts.models import AuditEvent, Organisation, User
from accounts.trail import names
from core.db import db

VERIFIED = "trail_verified"
EXPORTED = "trail_exported"


@dataclass(frozen=True)
class Wanted:
    """Which events somebody wants to see."""

    who: str = ""
    what: str = ""
    words: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_everything(self) -> bool:
        """Say whether nothing narrows the trail."""
        return self == Wanted()


def events(organisation: Organisation, wanted: Wanted) -> Select[AuditEvent]:
    """Return the statement for the events wanted, newest first, for paging."""
    fits = [AuditEvent.organisation_id == organisation.id]
    fits += _days(wanted, ZoneInfo(organisation.timezone))
    if wanted.what:
        fits.append(AuditEvent.action == wanted.what)
    if wanted.who:
        fits.append(AuditEvent.actor_id.in_(_people(organisation, wanted.who, AuditEvent.actor_id)))
    if wanted.words:
        fits.append(_says(organisation, wanted.words))
    return (
        select(AuditEvent)
        .where(*fits)
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.position.desc())
    )


def _days(wanted: Wanted, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    found = []
    if wanted.first:
        found.append(AuditEvent.created_at >= datetime.combine(wanted.first, time(), zone))
    if wanted.last and wanted.last < date.max:
        end = wanted.last + timedelta(days=1)
        found.append(AuditEvent.created_at < datetime.combine(end, time(), zone))
    return found


def _people(
    organisation: Organisation, words: str, column: InstrumentedAttribute[uuid.UUID | None]
) -> list[uuid.UUID]:
    """Return who on the trail is called so, by the name the organisation may know them by."""
    on_trail = select(column).where(AuditEvent.organisation_id == organisation.id)
    ids = set(db.session.scalars(select(User.id).where(User.id.in_(on_trail)).order_by(User.id)))
    known = offers.names_known(organisation.id, ids)
    return [user_id for user_id, name in known.items() if words.casefold() in name.casefold()]


def _says(organisation: Organisation, words: str) -> ColumnElement[bool]:
    """Say whether an event is about something called so, or changed something to or from it."""
    about = [_people(organisation, words, AuditEvent.subject_id)]
    in_changes = [
        cast(column, String).icontains(written, autoescape=True)
        for column in (AuditEvent.before, AuditEvent.after)
        for written in {words, words.encode("ascii", "backslashreplace").decode()}
    ]
    return or_(
        *(AuditEvent.subject_id.in_(ids) for ids in about),
        AuditEvent.subject_id.in_(names.called(words)),
        *in_changes,
    )


def acts(organisation: Organisation) -> list[str]:
    """Return the acts on the trail, to choose from."""
    return list(
        db.session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.organisation_id == organisation.id)
            .distinct()
            .order_by(AuditEvent.action)
        )
    )


def number(organisation: Organisation) -> int:
    """Return how many events the trail has."""
    mine = AuditEvent.organisation_id == organisation.id
    return db.session.scalar(select(func.max(AuditEvent.position)).where(mine)) or 0


def last_verified(organisation: Organisation) -> AuditEvent | None:
    """Return when the trail was last verified, and with what result."""
    return db.session.scalar(
        select(AuditEvent)
        .where(AuditEvent.organisation_id == organisation.id, AuditEvent.action == VERIFIED)
        .order_by(AuditEvent.position.desc())
        .limit(1)
    )
