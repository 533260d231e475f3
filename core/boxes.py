"""The boxes that HEIC, AVIF, MP4 and MOV files are made of, found without decoding anything.

A box is a length of four bytes, a name of four, and what it holds, often more boxes (ISO/IEC
14496-12, section 4.2). Only lengths are believed here, and only as far as the file reaches.
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Content: TypeAlias = bytes | bytearray | mmap.mmap
MOST_BOXES = 2_000  # beside each other; a hostile file of many would keep a page waiting


class BoxesBroken(ValueError):
    """A box claims to be longer than what it lies in, or holds less than it must."""


@dataclass(frozen=True)
class Box:
    """One box: its name, where it starts, where what it holds starts, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(content: Content, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes that lie beside each other in a part of a file. Raises BoxesBroken."""
    stop = len(content) if end is None else end
    at = start
    for _ in range(MOST_BOXES):
        if at + 8 > stop:
            return
        box = _box(content, at, stop)
        if box.body > box.end or box.end > stop:
            raise BoxesBroken(f"{box.kind!r} at {at} does not fit")
        yield box
        at = box.end
    raise BoxesBroken("too many boxes")


def _box(content: Content, at: int, stop: int) -> Box:
    length, kind, body = number(content, at, 4), bytes(content[at + 4 : at + 8]), at + 8
    if length == 0:  # the last one may run to the end
        return Box(kind, at, body, stop)
    if length == 1:
        length, body = number(content, at + 8, 8), at + 16
    return Box(kind, at, body, at + length)


def find(content: Content, path: bytes, start: int = 0, end: int | None = None) -> Box | None:
    """Return the first box at a path such as ``b"moov/mvhd"``. Raises BoxesBroken."""
    first, _, rest = path.partition(b"/")
    for box in boxes(content, start, end):
        if box.kind == first:
            return find(content, rest, box.body, box.end) if rest else box
    return None


def number(content: Content, at: int, size: int) -> int:
    """Return an unsigned number of so many bytes. Raises BoxesBroken where the file is over."""
    raw = content[at : at + size]
    if len(raw) < size:
        raise BoxesBroken("the file ends in the middle of a number")
    return int.from_bytes(raw, "big")
