"""Roles and token scopes. A leaf: imports nothing from this project."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does for an organisation, apart from being an ambassador."""

    OWNER = "owner"
    ORGANISER = "organiser"
    READER = "reader"
    LEADER = "leader"


# Those who see and change everything of the programme itself.
RUNS_THE_PROGRAMME = frozenset({Role.OWNER, Role.ORGANISER})


class TokenScope(StrEnum):
    """What an API token may be used for."""

    READ_RESULTS = "read_results"
    READ_KITS = "read_kits"
    TELL_OUTCOMES = "tell_outcomes"


class LinkPurpose(StrEnum):
    """What a mailed link may be used for, and for nothing else."""

    SIGN_IN = "sign_in"
    NEW_PASSWORD = "new_password"  # noqa: S105 -- a purpose, not a password
    NEW_EMAIL = "new_email"
