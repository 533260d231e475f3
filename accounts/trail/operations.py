"""What is done with the trail is written down on it as well. Callers commit."""

from accounts import audit
from accounts.models import Organisation, User
from accounts.trail import queries


def verify(organisation: Organisation, *, actor: User | None) -> int:
    """Follow the chain from its first event, record the result, and return how many faults."""
    faults = sum(1 for _fault in audit.faults(organisation))
    audit.record(
        organisation, actor=actor, action=queries.VERIFIED, subject=organisation,
        after={"position": queries.number(organisation), "faults": faults},
    )  # fmt: skip
    return faults


def note_export(organisation: Organisation, *, lines: int, actor: User) -> None:
    """Record that somebody took the trail out."""
    audit.record(
        organisation, actor=actor, action=queries.EXPORTED, subject=organisation,
        after={"lines": lines},
    )  # fmt: skip
