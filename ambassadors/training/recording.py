"""How a change to training is written into the audit trail."""

from collections.abc import Mapping

from accounts import audit
from accounts.models import User
from ambassadors.training.models import Module
from core.db import Base


def record(
    module: Module,
    action: str,
    subject: Base,
    actor: User,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Record what an organiser did to a module or to something in it."""
    audit.record(
        module.cohort.organisation,
        actor=actor,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
    )
