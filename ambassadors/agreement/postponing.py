"""Whether somebody has put the question off for this visit."""

from flask import session

from ambassadors.models import Policy

KEY = "policy_later"


def postpone(version: int) -> None:
    """Do not ask about a version again during this visit."""
    session[KEY] = version


def is_postponed(policy: Policy) -> bool:
    """Say whether the person has put this version off during this visit."""
    return bool(session.get(KEY) == policy.version)
