"""The devices somebody is signed in on: begun, found, ended. Callers commit.

The signed cookie carries a random key; the row with its hash decides. The row is found by the same
query as the person, so it costs no question more, and what is not in the table is over at once.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import current_app, g, request, session
from flask_babel import gettext as _
from flask_security.utils import set_request_attr
from sqlalchemy import Select, and_, bindparam, delete, select
from sqlalchemy.orm import contains_eager

from accounts import devices, queries, sightings
from accounts.models import Membership, Organisation, User, UserSession
from core.db import db, utcnow
from core.formats import format_day, local
from core.settings import Settings
from core.tokens import hash_token, new_token

KEY = "key"
# Sent by every page of somebody signed in, and written once: writing takes as long as sending.
SIGNED_IN = (
    select(User, UserSession.id, UserSession.last_seen_at)
    .join(UserSession, UserSession.user_id == User.id)
    .where(
        UserSession.key_hash == bindparam("key"),
        UserSession.expires_at > bindparam("now"),
        UserSession.last_seen_at > bindparam("idle"),
        User.fs_uniquifier == bindparam("uniquifier"),
        User.active.is_(True),
    )
)
# The same with what the person may be in one organisation, a row for each role: pages that name an
# organisation in their address ask both, and each statement less is a twentieth of the page.
SIGNED_IN_THERE = (
    SIGNED_IN.add_columns(Membership)
    .outerjoin(Organisation, Organisation.slug == bindparam("slug"))
    .outerjoin(
        Membership,
        and_(
            Membership.user_id == User.id,
            Membership.organisation_id == Organisation.id,
            Membership.offered_to == "",
        ),
    )
    .options(contains_eager(Membership.organisation))
    .order_by(Membership.role)
)
MOST = 30  # of one person; a script that signs in anew each time keeps no more


def _idle() -> timedelta:
    settings: Settings = current_app.extensions["settings"]
    return timedelta(hours=settings.session_idle_hours)


def _longest() -> timedelta:
    settings: Settings = current_app.extensions["settings"]
    return timedelta(hours=settings.session_hours)


def begin(user: User, *, user_agent: str) -> str:
    """Add a session for ``user`` and return the key for its cookie."""
    db.session.flush()  # the person may be new
    key, device, now = new_token(), devices.named(user_agent), utcnow()
    row = UserSession(
        user_id=user.id,
        key_hash=hash_token(key),
        browser=device.browser,
        system=device.system,
        last_seen_at=now,
        expires_at=now + _longest(),
    )
    db.session.add(row)
    db.session.flush()  # so that it is counted
    _keep_the_newest(user)
    return key


def _keep_the_newest(user: User) -> None:
    too_many = (
        select(UserSession.id)
        .where(UserSession.user_id == user.id)
        .order_by(UserSession.created_at.desc(), UserSession.id)
        .offset(MOST)
    )
    if ids := list(db.session.scalars(too_many)):
        db.session.execute(delete(UserSession).where(UserSession.id.in_(ids)))


def load(uniquifier: str) -> User | None:
    """Return who is signed in with this request's cookie, while the session's row says so."""
    key = session.get(KEY)
    if not isinstance(key, str):
        return None
    now, slug = utcnow(), (request.view_args or {}).get("organisation")
    wanted = {"key": hash_token(key), "uniquifier": uniquifier, "now": now, "idle": now - _idle()}
    statement: Select[*tuple[Any, ...]] = SIGNED_IN if slug is None else SIGNED_IN_THERE
    found = db.session.execute(statement, {**wanted, "slug": slug}).all()
    if not found:
        return None
    user, session_id, last_seen_at, *memberships = found[0]
    if memberships:
        held = [row[3] for row in found if row[3] is not None]
        g.found_memberships = (user.id, slug, held)
    g.user_session_id = session_id
    sightings.note(sightings.Kind.SESSION, session_id, last_seen_at)
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return cast(User, user)


def memberships_in(user: User, slug: str) -> list[Membership]:
    """Return what ``user`` may be in an organisation: as found with the person, if it was there."""
    user_id, place, held = g.get("found_memberships") or (None, "", [])
    if (user_id, place) == (user.id, slug):
        return cast(list[Membership], held)
    return queries.memberships_in(user, slug)


def current_id() -> uuid.UUID | None:
    """Return the session of this request, once the person was looked up."""
    found: uuid.UUID | None = g.get("user_session_id")
    return found


def sessions_of(user: User) -> list[UserSession]:
    """Return where ``user`` is signed in, the one used last first."""
    now = utcnow()
    return list(
        db.session.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user.id,
                UserSession.expires_at > now,
                UserSession.last_seen_at > now - _idle(),
            )
            .order_by(UserSession.last_seen_at.desc(), UserSession.id)
        )
    )


@dataclass(frozen=True)
class Line:
    """One device in words."""

    id: uuid.UUID
    title: str
    detail: str
    is_this: bool


def lines(user: User) -> list[Line]:
    """Return where ``user`` is signed in, in words; the device in use comes first."""
    found = [_line(row) for row in sessions_of(user)]
    return sorted(found, key=lambda line: not line.is_this)


def _day(moment: datetime) -> str:
    days = (local(utcnow()).date() - local(moment).date()).days
    if days > 1:
        return format_day(moment)
    return str(_("yesterday") if days == 1 else _("today"))


def _line(row: UserSession) -> Line:
    called = devices.words(row.browser, row.system)
    is_this = row.id == current_id()
    since, seen = _day(row.created_at), _day(row.last_seen_at)
    return Line(
        id=row.id,
        title=devices.this_one(row.system) if is_this else called,
        detail=str(
            _("%(device)s, since %(day)s", device=called, day=since)
            if is_this
            else _("Since %(day)s. Last used %(seen)s.", day=since, seen=seen)
        ),
        is_this=is_this,
    )


def get_session(user: User, session_id: uuid.UUID) -> UserSession:
    """Return one of the person's own sessions; NoResultFound becomes a 404."""
    own = (UserSession.id == session_id, UserSession.user_id == user.id)
    return db.session.scalars(select(UserSession).where(*own)).one()


def end(row: UserSession) -> None:
    """Sign one device out, from its next request."""
    db.session.delete(row)


def end_this() -> None:
    """End the session whose key the visitor's cookie carries, if there is one."""
    key = session.pop(KEY, None)
    if isinstance(key, str):
        db.session.execute(delete(UserSession).where(UserSession.key_hash == hash_token(key)))


def end_others(user: User) -> int:
    """Sign ``user`` out everywhere but here; return on how many devices that was."""
    others = [row.id for row in sessions_of(user) if row.id != current_id()]
    db.session.execute(delete(UserSession).where(UserSession.id.in_(others)))
    return len(others)


def end_all(user: User) -> None:
    """Sign ``user`` out everywhere."""
    db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))


def rotate() -> None:
    """Give this request's session a new key: what was copied before is worth nothing now."""
    row = db.session.get(UserSession, current_id()) if current_id() else None
    if row is not None:
        session[KEY] = new_token()
        row.key_hash = hash_token(session[KEY])


def forget_old(now: datetime) -> None:
    """Delete the rows of sessions that are over."""
    db.session.execute(
        delete(UserSession).where(
            (UserSession.expires_at <= now) | (UserSession.last_seen_at <= now - _idle())
        )
    )
