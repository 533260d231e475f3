"""Machines' keys to the API: made, withdrawn, listed. Callers commit."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from accounts import audit
from accounts.enums import TokenScope
from accounts.models import ApiToken, Organisation, User
from core.db import db, utcnow
from core.tokens import hash_token, new_token

TOKEN_DAYS = 365
# So that programs which look for secrets in code know one when they see it.
PREFIX = "tillid_"


def create_token(
    organisation: Organisation,
    *,
    name: str,
    scope: TokenScope = TokenScope.READ_RESULTS,
    days: int = TOKEN_DAYS,
    actor: User | None,
) -> tuple[ApiToken, str]:
    """Add a machine's key and return it with its text, which is shown once and never again."""
    text = f"{PREFIX}{new_token()}"
    token = ApiToken(
        organisation=organisation,
        name=name,
        token_hash=hash_token(text),
        scope=scope,
        expires_at=utcnow() + timedelta(days=days),
    )
    db.session.add(token)
    audit.record(
        organisation, actor=actor, action="token_created", subject=token,
        after={"name": name, "scope": scope, "until": token.expires_at.date()},
    )  # fmt: skip
    return token, text


def revoke_token(token: ApiToken, *, actor: User | None) -> None:
    """Withdraw a machine's key at once; withdrawing it again changes nothing."""
    if token.revoked_at is not None:
        return
    token.revoked_at = utcnow()
    audit.record(
        token.organisation,
        actor=actor,
        action="token_revoked",
        subject=token,
        before={"name": token.name},
    )


def tokens_of(organisation: Organisation) -> list[ApiToken]:
    """Return the organisation's keys: those that work first, then by age, the newest first."""
    return list(
        db.session.scalars(
            select(ApiToken)
            .where(ApiToken.organisation_id == organisation.id)
            .order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc(), ApiToken.id)
        )
    )


def get_token(organisation: Organisation, token_id: uuid.UUID) -> ApiToken:
    """Return one key of the organisation; NoResultFound becomes a 404."""
    own = (ApiToken.id == token_id, ApiToken.organisation_id == organisation.id)
    return db.session.scalars(select(ApiToken).where(*own)).one()
