"""What we take as a film and as captions. Nothing is decoded: the file is kept as it came."""

import mmap
from pathlib import Path

from core.boxes import BoxesBroken, boxes

MOST_BYTES = 200_000_000
MP4, MOV = "video/mp4", "video/quicktime"
_QUICKTIME = b"qt  "
_NOT_FILMS = {b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"M4A ", b"M4B "}


def type_of(path: Path) -> str | None:
    """Return the type of an MP4 or MOV whose parts are all there; None for anything else."""
    with path.open("rb") as file:
        head = file.read(12)
        if len(head) < 12 or head[4:8] != b"ftyp" or head[8:12] in _NOT_FILMS:
            return None
        try:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                names = {box.kind for box in boxes(content)}
        except BoxesBroken:
            return None
    if not {b"moov", b"mdat"} <= names:
        return None
    return MOV if head[8:12] == _QUICKTIME else MP4


def is_captions(text: str) -> bool:
    """Say whether a text is WebVTT with at least one line in time."""
    return text.startswith("WEBVTT") and "-->" in text
