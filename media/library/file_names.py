"""Names of files: those people give us, made harmless, and those we give back."""

import re
import unicodedata
from typing import Protocol

from media.library.enums import RenditionFormat
from media.library.models import Asset
from media.library.renditions import FORMATS

LONGEST = 200
JOINER = "\u200d"  # holds the parts of an emoji together
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
EXTENSIONS = {
    **{one.mimetype: one.extension for one in FORMATS},
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "text/vtt": "vtt",
}


class PictureFile(Protocol):
    """A file made of a picture in one format: a rendition, or one with something drawn on it."""

    @property
    def format(self) -> RenditionFormat:
        """The format it is in."""

    @property
    def mimetype(self) -> str:
        """The type to serve it under."""

    @property
    def storage_key(self) -> str:
        """Where it lies."""


def cleaned(name: str) -> str:
    """Return a person's own file name as it may be shown; no path, nothing invisible, not empty."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if c == JOINER or not unicodedata.category(c).startswith("C"))
    words = " ".join(shown.split())  # line and paragraph separators are spaces too
    return words[:LONGEST].strip(f" {JOINER}") or "picture"


def file_name(asset: Asset, file: PictureFile) -> str:
    """Return the name under which a file is saved: "vaerkstedet-1-4x5.jpg"."""
    stem = asset.original_name.rpartition(".")[0] or asset.original_name
    extension = EXTENSIONS[file.mimetype]
    return f"{slug_of(stem) or f'picture-{asset.id.hex[:6]}'}-{file.format}.{extension}"


def slug_of(name: str) -> str:
    """Return a name in plain letters: "Værkstedet 1" becomes "vaerkstedet-1"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(DANISH))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode())[:60].strip("-")
