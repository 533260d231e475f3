"""Names as they can stand in an address."""

import re
import unicodedata

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def slug_of(name: str, *, otherwise: str) -> str:
    """Return "aabent-hus" for "Åbent hus", and ``otherwise`` for a name without letters."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(DANISH))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or otherwise
