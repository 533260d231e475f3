"""Writes about invitations and joining. Routes commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from accounts import audit, passwords
from accounts.models import Unit, User
from accounts.queries import find_user
from ambassadors import permissions, signals
from ambassadors import queries as cohort_queries
from ambassadors.enums import AmbassadorStatus, Rhythm
from ambassadors.joining import invitations, queries
from ambassadors.joining.errors import (
    AccountClosed,
    AlreadyAmbassador,
    AlreadyInvited,
    AlreadyJoined,
    CohortNotOpen,
    NotAnAddress,
    PolicyHasChanged,
    WrongPassword,
)
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort, Policy, PolicyAcceptance
from core.db import db, utcnow
from core.errors import DomainError
from core.tokens import hash_token, new_token


@dataclass(frozen=True)
class Invitee:
    """Somebody an organiser wants to invite."""

    email: str
    name: str
    unit: Unit | None
    locale: str


@dataclass(frozen=True)
class Fate:
    """What became of one invitee: invited (with a token), or the reason why not."""

    person: Invitee
    invitation: Invitation | None = None
    token: str = ""
    error: DomainError | None = None

    @property
    def can_send_again(self) -> bool:
        """Say whether an earlier invitation can be sent once more."""
        return isinstance(self.error, AlreadyInvited) and self.invitation is not None

    @property
    def is_no_address(self) -> bool:
        """Say whether what was typed is no address, which is put right where it stands."""
        return isinstance(self.error, NotAnAddress)


def invite(
    cohort: Cohort, *, email: str, name: str, unit: Unit | None, locale: str, actor: User | None
) -> tuple[Invitation, str]:
    """Invite an address and return the invitation with its token, which is kept nowhere.

    Raises CohortNotOpen, AlreadyAmbassador and AlreadyInvited.
    """
    if not permissions.can_invite(cohort):
        raise CohortNotOpen
    email = email.strip().lower()
    if queries.is_active_ambassador(cohort, email):
        raise AlreadyAmbassador
    if queries.find_invitation(cohort, email):
        raise AlreadyInvited
    token, now = new_token(), utcnow()
    invitation = Invitation(
        cohort=cohort,
        email=email,
        name=name.strip(),
        unit=unit,
        locale=locale,
        token_hash=hash_token(token),
        asked_by=actor,
        sent_at=now,
        expires_at=now + invitations.VALID,
    )
    try:
        with db.session.begin_nested():  # two organisers may invite the same address at once
            db.session.add(invitation)
    except IntegrityError as error:
        raise AlreadyInvited from error
    _record("invitation_sent", invitation, actor)
    return invitation, token


def invite_all(cohort: Cohort, people: Sequence[Invitee], *, actor: User) -> list[Fate]:
    """Invite several people; each one's fate is returned, and a refusal stops nobody else."""
    fates = []
    for person in people:
        try:
            if not invitations.is_address(person.email):
                raise NotAnAddress
            invitation, token = invite(
                cohort,
                email=person.email,
                name=person.name,
                unit=person.unit,
                locale=person.locale,
                actor=actor,
            )
        except AlreadyInvited as error:
            earlier = queries.find_invitation(cohort, person.email.strip().lower())
            fates.append(Fate(person, earlier, error=error))
        except DomainError as error:
            fates.append(Fate(person, error=error))
        else:
            fates.append(Fate(person, invitation, token))
    return fates


def invite_again(invitation: Invitation, *, actor: User | None) -> str:
    """Give an invitation a new link and 14 new days; the old link is dead. Return the new token.

    Raises CohortNotOpen, and AlreadyJoined for somebody who is in.
    """
    if not permissions.can_invite(invitation.cohort):
        raise CohortNotOpen
    if invitation.accepted_at and queries.is_active_ambassador(invitation.cohort, invitation.email):
        raise AlreadyJoined
    invitation.revoked_at = invitation.accepted_at = None
    invitation.asked_by = actor
    token = make_link(invitation)
    _record("invitation_sent", invitation, actor)
    return token


def make_link(invitation: Invitation) -> str:
    """Give an invitation a new link and 14 days from now, and mark it sent. Return the token."""
    now = utcnow()
    token = new_token()
    invitation.token_hash = hash_token(token)
    invitation.sent_at, invitation.times_sent = now, invitation.times_sent + 1
    invitation.expires_at, invitation.opened_at = now + invitations.VALID, None
    invitation.draft = {}
    return token


def withdraw(invitation: Invitation, *, actor: User) -> None:
    """Make an invitation's link useless. Raises AlreadyJoined."""
    if invitation.accepted_at:
        raise AlreadyJoined
    if invitation.revoked_at:
        return  # the button was pressed twice
    invitation.revoked_at = utcnow()
    invitation.draft = {}
    _record("invitation_withdrawn", invitation, actor)


def keep(invitation: Invitation, **answers: Any) -> None:
    """Keep what somebody answered on one screen; the first answer marks the invitation opened."""
    invitation.opened_at = invitation.opened_at or utcnow()
    invitation.draft = {**invitation.draft, **answers}  # a new dict, so the change is noticed


def prove_account(invitation: Invitation, *, name: str, password: str | None, locale: str) -> User:
    """Return the account of the invited address, made now if there is none.

    The mailed link proves the address, so an account without a password gets this one, or none
    when its person will sign in elsewhere.
    Raises WrongPassword and AccountClosed.
    """
    user = find_user(invitation.email)
    if user is None:
        user = User(email=invitation.email, name=name.strip(), locale=locale)
        db.session.add(user)
    elif not user.active:
        raise AccountClosed
    elif user.password and not (password and knows_password(user, password)):
        raise WrongPassword
    if password and not user.password:
        user.password = passwords.hashed(password)
    return user


def knows_password(user: User, password: str) -> bool:
    """Say whether a password is this person's; an old hash is renewed on the way."""
    return bool(user.verify_and_update_password(passwords.normalise(password)))


def join(invitation: Invitation, *, user: User) -> Ambassador:
    """Turn an invitation into an ambassador, with what was chosen on the screens.

    Sends ``ambassador_joined``. Raises LinkGone for a used link and PolicyHasChanged.
    """
    now = utcnow()
    invitations.check_usable(invitation, now)
    policy = cohort_queries.find_published_policy(invitation.cohort)
    if policy is None or invitation.draft.get("policy_id") != str(policy.id):
        raise PolicyHasChanged
    ambassador = _take_place(invitation, user, now)
    db.session.flush()  # receivers, the acceptance and the audit trail need the id
    _accept(ambassador, policy, now)
    invitation.ambassador_id = ambassador.id
    invitation.accepted_at = now
    invitation.draft = {}
    _record("ambassador_joined", invitation, user)
    signals.ambassador_joined.send(ambassador)
    return ambassador


def _take_place(invitation: Invitation, user: User, now: datetime) -> Ambassador:
    draft = invitation.draft
    ambassador = queries.find_place(invitation.cohort, user) if user.id else None
    if ambassador is None:
        ambassador = Ambassador(cohort=invitation.cohort, user=user, unit=invitation.unit)
        db.session.add(ambassador)
    ambassador.status, ambassador.left_at = AmbassadorStatus.ACTIVE, None
    ambassador.joined_at = now
    ambassador.rhythm = Rhythm(draft.get("rhythm", invitation.cohort.suggested_rhythm))
    ambassador.function = str(draft.get("function", ambassador.function or ""))
    if "unit" in draft:
        units = cohort_queries.units_of(invitation.cohort.organisation_id)
        ambassador.unit = next((unit for unit in units if str(unit.id) == draft["unit"]), None)
    ambassador.channels = list(draft.get("channels", []))
    ambassador.benefits = list(draft.get("benefits", []))
    wanted = set(draft.get("topics", []))
    topics = cohort_queries.topics_of(invitation.cohort)
    ambassador.topics = [topic for topic in topics if str(topic.id) in wanted]
    return ambassador


def _accept(ambassador: Ambassador, policy: Policy, now: datetime) -> None:
    if not queries.has_accepted(ambassador, policy):
        db.session.add(PolicyAcceptance(ambassador=ambassador, policy=policy, accepted_at=now))


def _record(action: str, invitation: Invitation, actor: User | None) -> None:
    audit.record(
        invitation.cohort.organisation,
        actor=actor,
        action=action,
        subject=invitation,
        after={"cohort": invitation.cohort.name},
    )
