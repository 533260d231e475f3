"""A new secret key takes over: what is kept of codes is encrypted anew. Callers commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select

from accounts.factors import codes
from accounts.factors.key_ring import KeyLost
from accounts.factors.models import RecoveryCode, SecondStep
from core.db import db

Kept = TypeVar("Kept", SecondStep, RecoveryCode)


@dataclass
class Renewed:
    """How many were encrypted anew, need an older key still, or fit no key any more."""

    anew: int = 0
    older: int = 0
    lost: int = 0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count what fits no key, and go on with the next."""
        try:
            yield
        except KeyLost:
            self.lost += 1


def renew_all() -> Renewed:
    """Encrypt all that is kept of codes under today's secret key. Doing it twice is safe."""
    found = Renewed()
    for step in db.session.scalars(_waiting(SecondStep, SecondStep.app_secret.is_not(None))).all():
        with found.counting():
            before, step.app_secret = step.app_secret, codes.renewed(step.app_secret or "")
            found.anew += step.app_secret != before
    for code in db.session.scalars(_waiting(RecoveryCode, RecoveryCode.used_at.is_(None))).all():
        with found.counting():
            kept, code.code_hash = code.code_hash, codes.renewed_hash(code.user_id, code.code_hash)
            found.anew += code.code_hash != kept
            found.older += "." not in kept
    return found


def _waiting(table: type[Kept], there: ColumnElement[bool]) -> Select[Kept]:
    """Return the rows, locked so that nobody uses a code up meanwhile."""
    return select(table).where(there).order_by(table.id).with_for_update()
