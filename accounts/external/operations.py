"""Writes about sign-ins elsewhere. Callers commit."""

from sqlalchemy.exc import IntegrityError

from accounts import own_acts
from accounts.external import queries
from accounts.external.errors import IdentityTaken
from accounts.external.gateway import Identity
from accounts.external.models import ExternalIdentity
from accounts.models import User
from core.db import db, utcnow


def connect(user: User, identity: Identity, *, provider: str) -> bool:
    """Let a person sign in as this identity; say whether that is new. Raises IdentityTaken."""
    known = queries.find_identity(identity.issuer, identity.subject)
    if known is not None:
        if known.user_id != user.id:
            raise IdentityTaken(provider)
        return False
    db.session.add(
        ExternalIdentity(
            user_id=user.id, issuer=identity.issuer, subject=identity.subject, label=identity.label
        )
    )
    try:
        db.session.flush()  # an identity belongs to one person; the constraint decides
    except IntegrityError as error:
        raise IdentityTaken(provider) from error
    own_acts.record(user, "external_identity_connected", after={"provider": provider})
    return True


def disconnect(identity: ExternalIdentity, *, provider: str) -> None:
    """Let a person no longer sign in as this identity."""
    db.session.delete(identity)
    own_acts.record(identity.user, "external_identity_disconnected", after={"provider": provider})


def use(identity: ExternalIdentity, label: str) -> User:
    """Note that somebody came in this way, and return who it is."""
    identity.last_used_at = utcnow()
    identity.label = label or identity.label
    return identity.user
