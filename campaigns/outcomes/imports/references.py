"""An organisation's own number for an outcome, and the code of the ambassador who told. Pure."""

import hashlib
import re
import uuid

from core.forms import ID_NUMBER

LONGEST = 80
HASHED = "#"
NUMBER = re.compile(r"[A-Za-zÆØÅæøå0-9._/:+-]{1,80}")
KEPT = re.compile(r"#[0-9a-f]{40}")  # as it stands in a fix list of ours
IN_ADDRESS = re.compile(r"(?:/r/|[?&]ref=)([A-Za-z0-9]+)")


def is_id_number(text: str) -> bool:
    """Say whether a text holds what looks like a CPR number."""
    return ID_NUMBER.search(text) is not None


def kept_reference(text: str, goal_id: uuid.UUID) -> str:
    """Return a reference as it is kept: a number as it is, anything else by its hash only.

    Mail addresses and names are of the second kind: they are told apart, and not stored.
    """
    if NUMBER.fullmatch(text) or KEPT.fullmatch(text):
        return text
    whole = f"{goal_id}:{text.casefold()}"
    return HASHED + hashlib.sha256(whole.encode()).hexdigest()[:40]


def code_in(text: str) -> str:
    """Return the code in a cell: by itself, or in a whole link."""
    found = IN_ADDRESS.search(text)
    return (found[1] if found else text).strip().upper()
