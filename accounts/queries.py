"""Reads about organisations and people. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import contains_eager, joinedload

from accounts.enums import Role
from accounts.models import (
    ApiToken,
    FormerSlug,
    Membership,
    Organisation,
    User,
    WelcomeLink,
)
from core.db import db, utcnow
from core.tokens import hash_token

# Sent by every page of an organisation, and written once: writing takes as long as sending.
MEMBERSHIPS = (
    select(Membership)
    .join(Membership.organisation)
    .where(
        Membership.user_id == bindparam("user"),
        Membership.offered_to == "",
        Organisation.slug == bindparam("slug"),
    )
    .options(contains_eager(Membership.organisation))
    .order_by(Membership.role)
)


def memberships_in(user: User, slug: str) -> list[Membership]:
    """Return what ``user`` may be in the organisation called ``slug``, perhaps nothing."""
    return list(db.session.scalars(MEMBERSHIPS, {"user": user.id, "slug": slug}))


def held_in(organisation: Organisation, user: User) -> list[Membership]:
    """Return the roles of ``user`` in ``organisation``, those only offered included."""
    own = (Membership.organisation_id == organisation.id, Membership.user_id == user.id)
    return list(db.session.scalars(select(Membership).where(*own).order_by(Membership.role)))


def memberships_of(user: User) -> list[Membership]:
    """Return every role of ``user``, by organisation."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.organisation)
            .where(Membership.user_id == user.id, Membership.offered_to == "")
            .options(joinedload(Membership.organisation))
            .order_by(Organisation.name, Membership.role)
        )
    )


def moved_to(user: User, slug: str) -> str | None:
    """Return what an organisation of ``user`` is called now that was once called ``slug``."""
    return db.session.scalar(
        select(Organisation.slug)
        .join(FormerSlug, FormerSlug.organisation_id == Organisation.id)
        .join(Organisation.memberships)
        .where(
            FormerSlug.slug == slug,
            Membership.user_id == user.id,
            Membership.offered_to == "",
        )
        .limit(1)
    )


def find_user(email: str) -> User | None:
    """Return the person with this address, written in any case."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def has_been_in(user: User) -> bool:
    """Say whether somebody has a way in already: a password, or one they have used."""
    return bool(user.password) or user.last_sign_in_at is not None


def is_asked(user: User) -> bool:
    """Say whether somebody has a role anywhere, one only offered included."""
    held = select(Membership.id).where(Membership.user_id == user.id)
    return db.session.scalar(held.limit(1)) is not None


def find_organisation(slug: str) -> Organisation | None:
    """Return the organisation with this name in addresses."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def get_organisation(slug: str) -> Organisation:
    """Return one organisation; NoResultFound becomes a 404."""
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


@dataclass(frozen=True)
class Person:
    """Somebody with roles in an organisation, called as that organisation may know them."""

    user: User
    roles: tuple[Role, ...]
    name: str
    is_waiting: bool  # has not accepted yet, or never been in

    @property
    def first_name(self) -> str:
        """The name to speak of them by."""
        return self.name.split(" ", 1)[0]


def people(organisation: Organisation, search: str = "") -> list[Person]:
    """Return everybody with a role, by name; ``search`` narrows by name or address."""
    name = case((Membership.offered_to != "", Membership.offered_to), else_=User.name)
    statement = (
        select(Membership)
        .join(Membership.user)
        .where(Membership.organisation_id == organisation.id)
        .options(contains_eager(Membership.user))
        .order_by(name, User.email, Membership.role)
    )
    if search:
        fits = [c.icontains(search, autoescape=True) for c in (name, User.email)]
        statement = statement.where(or_(*fits))
    grouped = groupby(db.session.scalars(statement), key=lambda m: m.user)
    return [_person(list(held)) for _user, held in grouped]


def get_person(organisation: Organisation, user_id: uuid.UUID) -> Person:
    """Return one person with a role here; NoResultFound becomes a 404."""
    memberships = db.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == organisation.id, Membership.user_id == user_id)
        .options(joinedload(Membership.user))
        .order_by(Membership.role)
    ).all()
    if not memberships:
        raise NoResultFound
    return _person(memberships)


def get_colleague(organisation: Organisation, user_id: uuid.UUID) -> User:
    """Return one person who has accepted a role here; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(User).where(
            User.id == user_id,
            User.memberships.any(
                and_(Membership.organisation_id == organisation.id, Membership.offered_to == "")
            ),
        )
    ).one()


def _person(memberships: Sequence[Membership]) -> Person:
    user = memberships[0].user
    called = next((m.offered_to for m in memberships if m.offered_to), "")
    is_waiting = bool(called) or not has_been_in(user)
    return Person(user, _in_order(memberships), called or user.name, is_waiting)


def _in_order(memberships: Iterable[Membership]) -> tuple[Role, ...]:
    held = {membership.role for membership in memberships}
    return tuple(role for role in Role if role in held)


def holders(organisation_id: uuid.UUID, roles: Iterable[Role]) -> list[User]:
    """Return everybody who has said yes to one of these roles, each once, by name."""
    return list(
        db.session.scalars(
            select(User)
            .where(
                User.memberships.any(
                    and_(
                        Membership.organisation_id == organisation_id,
                        Membership.role.in_(list(roles)),
                        Membership.offered_to == "",
                    )
                )
            )
            .order_by(User.name, User.id)
        )
    )


def owners(organisation: Organisation) -> int:
    """Return how many people own the organisation; one who has yet to say yes does not."""
    owning = (
        Membership.organisation_id == organisation.id,
        Membership.role == Role.OWNER,
        Membership.offered_to == "",
    )
    return db.session.scalar(select(func.count()).select_from(Membership).where(*owning)) or 0


def get_welcome_link(token: str) -> WelcomeLink:
    """Return a link that is unused and in time; NoResultFound for any other."""
    return db.session.scalars(
        select(WelcomeLink)
        .where(
            WelcomeLink.token_hash == hash_token(token),
            WelcomeLink.used_at.is_(None),
            WelcomeLink.expires_at > utcnow(),
        )
        .options(joinedload(WelcomeLink.user))
    ).one()


def find_token(text: str) -> ApiToken | None:
    """Return the API token with this text if it is valid now."""
    return db.session.scalar(
        select(ApiToken)
        .where(
            ApiToken.token_hash == hash_token(text),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > utcnow(),
        )
        .options(joinedload(ApiToken.organisation))
    )
