"""What an account holds about its person."""

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, cast, delete, or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts import audit
from accounts.labels import ROLE_LABELS, act
from accounts.models import (
    ApiToken,
    AuditEvent,
    FormerSlug,
    Membership,
    OneTimeLink,
    Organisation,
    Unit,
    User,
    UserSession,
    WelcomeLink,
    membership_unit,
)
from core.db import db
from core.languages import LANGUAGES
from core.personal_data import Held, Person, Words, exempt, register

TRAIL = {
    "action": "the act's name",
    "subject_type": "a table's name",
    "actor_digest": "a digest of an id that leads nowhere any more",
    "before": "names by id; a change that names the person outright is taken out",
    "after": "names by id; a change that names the person outright is taken out",
    "changes_salt": "drawn at random",
    "changes_digest": "a salted digest",
    "previous_hash": "a hash",
    "hash": "a hash",
}


def tell(person: Person) -> Iterable[Held]:
    """Tell who somebody is here, what they may, and what they did with it."""
    user = db.session.get_one(User, person.user_id)
    yield _told_account(user)
    yield _told_roles(person)
    yield Held(_l("What you did"), [_told_event(event) for event in _events(person)])
    yield from _tell_ways_in(person)


def _told_account(user: User) -> Held:
    return Held(
        _l("You"),
        [
            {
                _l("Name"): user.name,
                _l("E-mail"): user.email,
                _l("Language of pages and mails"): LANGUAGES.get(user.locale, user.locale),
                _l("Account since"): user.created_at,
                _l("Signed in last"): user.last_sign_in_at,
                _l("Second step at sign-in since"): user.second_step_since,
                _l("May sign in"): user.active,
            }
        ],
    )


def _told_roles(person: Person) -> Held:
    roles = db.session.scalars(
        select(Membership)
        .where(Membership.user_id == person.user_id)
        .options(joinedload(Membership.organisation), selectinload(Membership.units))
        .order_by(Membership.created_at, Membership.id)
    )
    return Held(
        _l("Your roles"),
        [
            {
                _l("Organisation"): role.organisation.name,
                _l("Role"): ROLE_LABELS[role.role],
                _l("Only for"): ", ".join(unit.path for unit in role.units),
                _l("Since"): role.created_at,
                _l("Offered to"): role.offered_to,
            }
            for role in roles
        ],
    )


def _tell_ways_in(person: Person) -> Iterable[Held]:
    """Tell on which devices somebody is signed in, and which links were mailed to them."""
    yield _told_devices(person)
    yield from _tell_links(person)


def _told_devices(person: Person) -> Held:
    devices = select(UserSession).where(UserSession.user_id == person.user_id)
    return Held(
        _l("Where you are signed in"),
        [
            {
                _l("Browser"): device.browser,
                _l("System"): device.system,
                _l("Since"): device.created_at,
                _l("Last used"): device.last_seen_at,
            }
            for device in db.session.scalars(
                devices.order_by(UserSession.created_at, UserSession.id)
            )
        ],
    )


def _tell_links(person: Person) -> Iterable[Held]:
    links = select(WelcomeLink).where(WelcomeLink.user_id == person.user_id)
    yield Held(
        _l("Links to choose a password with"),
        [
            {_l("Sent"): link.created_at, _l("Used"): link.used_at}
            for link in db.session.scalars(links.order_by(WelcomeLink.created_at, WelcomeLink.id))
        ],
    )
    once = select(OneTimeLink).where(OneTimeLink.user_id == person.user_id)
    yield Held(
        _l("Links that work once"),
        [
            {
                _l("Sent"): link.created_at,
                _l("Used"): link.used_at,
                _l("New e-mail address"): link.new_email,
                _l("Leads to"): link.next_page,
            }
            for link in db.session.scalars(once.order_by(OneTimeLink.created_at, OneTimeLink.id))
        ],
    )


def _events(person: Person) -> Iterable[tuple[AuditEvent, str]]:
    rows = db.session.execute(
        select(AuditEvent, Organisation.name)
        .join(Organisation, Organisation.id == AuditEvent.organisation_id)
        .where(AuditEvent.actor_id == person.user_id)
        .order_by(AuditEvent.created_at, AuditEvent.id)
    )
    return ((event, name) for event, name in rows)


def _told_event(told: tuple[AuditEvent, str]) -> dict[Words, Any]:
    event, organisation = told
    return {
        _l("When"): event.created_at,
        _l("Organisation"): organisation,
        _l("What"): act(event.action),
    }


def erase(person: Person) -> None:
    """Delete the account when it is meant; the audit trail then no longer names its actor."""
    if not person.account:
        return
    for event in _events_naming(person):
        audit.take_out_changes(event)
    db.session.flush()
    for model in (Membership, WelcomeLink, OneTimeLink, UserSession):
        db.session.execute(delete(model).where(model.user_id == person.user_id))
    db.session.execute(delete(User).where(User.id == person.user_id))


def _events_naming(person: Person) -> Iterable[AuditEvent]:
    """Return events whose changes name a person outright. Most name nobody but by id."""
    words = [person.email, *([person.name] if " " in person.name.strip() else [])]
    said = [cast(column, String) for column in (AuditEvent.before, AuditEvent.after)]
    escaped = [json.dumps(word)[1:-1] for word in words]  # as JSON writes letters beyond ASCII
    naming = [text.contains(word, autoescape=True) for text in said for word in escaped]
    return db.session.scalars(
        select(AuditEvent)
        .where(or_(*naming))
        .order_by(AuditEvent.organisation_id, AuditEvent.position)
    )


register(
    "accounts",
    title=_l("Your account"),
    tables=[User, Membership, membership_unit, WelcomeLink, OneTimeLink, UserSession, AuditEvent],
    tell=tell,
    erase=erase,
    untold=[
        "user_account.password",
        "user_account.fs_uniquifier",
        "welcome_link.token_hash",
        "one_time_link.token_hash",
        "user_session.key_hash",
    ],
    stays={f"audit_event.{name}": reason for name, reason in TRAIL.items()},
)
exempt(Organisation, "the organisation's own words")
exempt(FormerSlug, "names the organisation had in addresses")
exempt(Unit, "names of parts of the organisation")
exempt(ApiToken, "a machine's key, named after the machine")
