"""Writes about organisations, their people and their roles. Callers commit."""

import re
from collections.abc import Iterable
from datetime import timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import update

from accounts import audit, credentials, links, offers, places, queries, sessions
from accounts.enums import Role
from accounts.errors import (
    AlreadyIn,
    LastOwner,
    PersonKnown,
)
from accounts.models import (
    Membership,
    Organisation,
    User,
    WelcomeLink,
)
from accounts.organisations.errors import SlugTaken
from accounts.organisations.queries import find_former
from core.db import db, utcnow
from core.errors import LinkGone
from core.tokens import hash_token, new_token

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WELCOME_DAYS = 10


def is_slug(text: str) -> bool:
    """Say whether a text can be an organisation's name in addresses."""
    return bool(SLUG.fullmatch(text))


def is_address(text: str) -> bool:
    """Say whether a text can be a person's e-mail address."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def create_organisation(
    *, name: str, slug: str, locale: str = "da", actor: User | None = None
) -> Organisation:
    """Add an organisation and begin its trail. Raises SlugTaken for what another was called."""
    if find_former(slug):
        raise SlugTaken
    organisation = Organisation(name=name, slug=slug, locale=locale, allowed_hosts=[])
    db.session.add(organisation)
    audit.record(
        organisation, actor=actor, action="organisation_created", subject=organisation,
        after={"name": name, "slug": slug},
    )  # fmt: skip
    return organisation


def create_user(*, email: str, name: str, locale: str, password: str | None = None) -> User:
    """Add somebody who can sign in; without a password only by a link that is mailed to them.

    Raises PasswordRefused for a password that is too easy to guess.
    """
    user = User(email=email.strip().lower(), name=name.strip(), locale=locale)
    if password is not None:
        set_password(user, password)
    db.session.add(user)
    return user


def set_password(user: User, password: str, *, own_words: tuple[str, ...] = ()) -> None:
    """Replace a person's password. Raises PasswordRefused for one that is too easy to guess."""
    user.password = credentials.checked_password(user, password, own_words=own_words)


def change_account(user: User, *, name: str, locale: str) -> None:
    """Save what a person says about themselves."""
    user.name, user.locale = name, locale


def create_welcome_link(user: User) -> str:
    """Return the token of a new one-time link for ``user``; older ones stop working.

    Raises AlreadyIn for somebody who has been in: they know how, and it must not take ten days.
    """
    if queries.has_been_in(user):
        raise AlreadyIn
    db.session.flush()  # the person may be new
    now = utcnow()
    db.session.execute(
        update(WelcomeLink)
        .where(WelcomeLink.user_id == user.id, WelcomeLink.used_at.is_(None))
        .values(used_at=now)
    )
    token = new_token()
    until = now + timedelta(days=WELCOME_DAYS)
    db.session.add(WelcomeLink(user_id=user.id, token_hash=hash_token(token), expires_at=until))
    return token


def use_welcome_link(link: WelcomeLink, *, name: str, password: str | None) -> User:
    """Set a new person's name and first password, or none when they will sign in elsewhere.

    Raises PasswordRefused, and LinkGone when the link was used a moment ago elsewhere.
    """
    user = link.user
    if password is not None:
        set_password(user, password, own_words=(name, *places.names_around(user)))
    used = db.session.scalar(
        update(WelcomeLink)
        .where(WelcomeLink.id == link.id, WelcomeLink.used_at.is_(None))
        .values(used_at=utcnow())
        .returning(WelcomeLink.id)
    )
    if used is None:
        raise LinkGone("")
    user.name = name
    offers.accept_all(user)
    credentials.lock_out_everywhere(user)
    return user


def add_person(
    organisation: Organisation, *, email: str, name: str, roles: Iterable[Role], actor: User | None
) -> tuple[User, str | None]:
    """Offer somebody roles in ``organisation``; return them, and a token if they are new here.

    Raises PersonKnown if they have a role in it already, or are offered one.
    """
    audit.lock(organisation)
    user = queries.find_user(email)
    if user and queries.held_in(organisation, user):
        raise PersonKnown
    user = user or create_user(email=email, name=name, locale=organisation.locale)
    audit.record(organisation, actor=actor, action=offers.OFFERED, subject=user)
    for role in roles:
        grant_role(organisation, user, role, actor=actor, offered_to=name)
    return user, None if queries.has_been_in(user) else create_welcome_link(user)


def ask_again(organisation: Organisation, user: User) -> str | None:
    """Return a new token for somebody new who has not answered, None for who signs in already.

    Raises AlreadyIn for somebody who has nothing to answer.
    """
    is_asked = any(m.offered_to for m in queries.held_in(organisation, user))
    return None if is_asked and queries.has_been_in(user) else create_welcome_link(user)


def grant_role(
    organisation: Organisation,
    user: User,
    role: Role,
    *,
    actor: User | None,
    offered_to: str = "",
) -> Membership:
    """Give ``user`` one more role in ``organisation``, or offer it under the name written.

    A role that is given ends the person's sessions but this request's own: who signs in opens
    more, and not who copied a cookie before.
    """
    membership = Membership(organisation=organisation, user=user, role=role, offered_to=offered_to)
    db.session.add(membership)
    audit.record(
        organisation, actor=actor, action="role_granted", subject=user, after={"role": role}
    )
    if not offered_to:
        db.session.flush()  # the person may be new
        sessions.end_others(user)
    return membership


def revoke_role(membership: Membership, *, actor: User | None) -> None:
    """Take a role away; it ends with the person's next request. Raises LastOwner."""
    organisation = membership.organisation
    audit.lock(organisation)  # two owners who remove each other: the second finds the first gone
    is_owner = membership.role is Role.OWNER and not membership.offered_to
    if is_owner and queries.owners(organisation) == 1:
        raise LastOwner
    audit.record(
        organisation,
        actor=actor,
        action="role_revoked",
        subject=membership.user,
        before={"role": membership.role},
    )
    db.session.delete(membership)
    db.session.flush()  # so the next one counts the owners that are left


def set_roles(
    organisation: Organisation, user: User, roles: Iterable[Role], *, actor: User | None
) -> None:
    """Let ``user`` have exactly ``roles`` in ``organisation``. Raises LastOwner."""
    wanted = set(roles)
    held = {m.role: m for m in queries.held_in(organisation, user)}
    written = next((m.offered_to for m in held.values() if m.offered_to), "")
    for role in sorted(wanted - held.keys()):
        grant_role(organisation, user, role, actor=actor, offered_to=written)
    for role in sorted(held.keys() - wanted):
        revoke_role(held[role], actor=actor)


def remove_person(organisation: Organisation, user: User, *, actor: User | None) -> None:
    """Take every role in ``organisation`` away from ``user``. Raises LastOwner.

    Somebody who was never in, and whom nobody else asks, gets in by no link that is on its way.
    """
    set_roles(organisation, user, [], actor=actor)
    if not (queries.has_been_in(user) or queries.is_asked(user)):
        links.end_all(user)
    audit.record(organisation, actor=actor, action="person_removed", subject=user)
