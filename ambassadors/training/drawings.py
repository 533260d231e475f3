"""Drawings of our own that a lesson can show, by name."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "static" / "drawings"


@cache
def names() -> tuple[str, ...]:
    """Return the names of all drawings."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))
