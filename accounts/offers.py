"""Roles that were offered to somebody who has not answered yet. Callers commit.

Whoever offers writes an address and a name. Until the person accepts, the role gives no access and
the organisation sees what was written, and nothing of whoever is behind the address.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from accounts import audit
from accounts.enums import Role
from accounts.labels import ROLE_LABELS
from accounts.models import AuditEvent, Membership, Organisation, User
from core.db import db

OFFERED, ACCEPTED, REFUSED = "person_offered", "offer_accepted", "offer_refused"


@dataclass(frozen=True)
class Offer:
    """The roles one organisation offers one person."""

    organisation: Organisation
    roles: tuple[Role, ...]

    @property
    def words(self) -> str:
        """The roles as they are called on screen."""
        return ", ".join(str(ROLE_LABELS[role]) for role in self.roles)


def to(user: User) -> list[Offer]:
    """Return what is offered to ``user``, by organisation."""
    pending = db.session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.user_id == user.id, Membership.offered_to != "")
        .options(joinedload(Membership.organisation))
        .order_by(Organisation.name, Organisation.id, Membership.role)
    )
    grouped = groupby(pending, key=lambda m: m.organisation)
    return [Offer(organisation, _in_order(held)) for organisation, held in grouped]


def first_home(user: User) -> Organisation | None:
    """Return the organisation that asks somebody new, if only one does."""
    asking = {offer.organisation.id: offer.organisation for offer in to(user)}
    return next(iter(asking.values())) if len(asking) == 1 else None


def _in_order(memberships: Iterable[Membership]) -> tuple[Role, ...]:
    held = {membership.role for membership in memberships}
    return tuple(role for role in Role if role in held)


def get(user: User, organisation_id: uuid.UUID) -> Offer:
    """Return what one organisation offers ``user``; NoResultFound becomes a 404."""
    for offer in to(user):
        if offer.organisation.id == organisation_id:
            return offer
    raise NoResultFound


def accept(user: User, offer: Offer) -> None:
    """Take the roles; the organisation now knows the person by their own name."""
    for membership in _pending(user, offer):
        membership.offered_to = ""
    audit.record(offer.organisation, actor=user, action=ACCEPTED, subject=user)


def accept_all(user: User) -> None:
    """Take everything offered: somebody new has used the link that came with it."""
    for offer in to(user):
        accept(user, offer)


def refuse(user: User, offer: Offer) -> None:
    """Say no; the organisation keeps nothing but a line on its trail."""
    audit.record(offer.organisation, actor=None, action=REFUSED, subject=user)
    for membership in _pending(user, offer):
        db.session.delete(membership)


def _pending(user: User, offer: Offer) -> list[Membership]:
    return list(
        db.session.scalars(
            select(Membership).where(
                Membership.user_id == user.id,
                Membership.organisation_id == offer.organisation.id,
                Membership.offered_to != "",
            )
        )
    )


def names_known(organisation_id: uuid.UUID, user_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return people's names as an organisation may know them; the erased are absent.

    Somebody who was only ever offered a role goes by what was written, or by nothing.
    """
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    names = {row.id: row.name for row in rows}
    written = db.session.execute(
        select(Membership.user_id, Membership.offered_to).where(
            Membership.organisation_id == organisation_id,
            Membership.user_id.in_(user_ids),
            Membership.offered_to != "",
        )
    )
    called = {row.user_id: row.offered_to for row in written}
    strangers = _only_offered(organisation_id, user_ids)
    return {
        user_id: called.get(user_id, "" if user_id in strangers else name)
        for user_id, name in names.items()
    }


def _only_offered(organisation_id: uuid.UUID, user_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    rows = db.session.execute(
        select(AuditEvent.subject_id, AuditEvent.action).where(
            AuditEvent.organisation_id == organisation_id,
            AuditEvent.subject_id.in_(user_ids),
            AuditEvent.action.in_([OFFERED, ACCEPTED]),
        )
    ).all()
    offered = {row.subject_id for row in rows if row.action == OFFERED}
    return offered - {row.subject_id for row in rows if row.action == ACCEPTED}
