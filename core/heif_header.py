"""The header of a HEIC or AVIF file, read by plain Python.

The libraries that decode these formats are large and written in C. Only the worker calls them, in
a process of its own; a web worker learns from here all it needs to accept or refuse a file.
"""

from dataclasses import dataclass

from core.boxes import Box, BoxesBroken, Content, boxes, find, number
from core.colour_profiles import Colours

MOVING = frozenset({b"avis", b"msf1", b"hevc", b"hevm", b"hevs"})
MOST_SIZES = 4096
NUMBERS_BYTES = 10


@dataclass(frozen=True)
class HeifHeader:
    """Width and height as people see the picture, the most pixels of any part, and if it moves.

    And the colours, where it names them by numbers (ISO/IEC 14496-12, section 12.1.5).
    """

    width: int
    height: int
    most_pixels: int
    moves: bool
    colours: Colours | None


def read(content: Content) -> HeifHeader:
    """Return what the header says of the picture the file shows first. Raises BoxesBroken."""
    meta = find(content, b"meta")
    if meta is None:
        raise BoxesBroken("no header")
    first = meta.body + 4
    properties = _boxes_in(content, find(content, b"iprp/ipco", first, meta.end))
    shown = _properties_of(content, meta, _shown_item(content, meta))
    sizes = [_size(content, box) for box in properties if box.kind == b"ispe"][:MOST_SIZES]
    own = [properties[at - 1] for at in shown if 0 < at <= len(properties)]
    size = next((_size(content, box) for box in own if box.kind == b"ispe"), None)
    if size is None:
        raise BoxesBroken("no size")
    width, height = size
    if any(box.kind == b"irot" and number(content, box.body, 1) % 2 for box in own):
        width, height = height, width
    most = max(one * other for one, other in sizes)
    moves = bytes(content[8:12]) in MOVING
    return HeifHeader(width, height, most, moves, _colours(content, own))


def _boxes_in(content: Content, box: Box | None) -> list[Box]:
    if box is None:
        raise BoxesBroken("no properties")
    return list(boxes(content, box.body, box.end))


def _size(content: Content, box: Box) -> tuple[int, int]:
    return number(content, box.body + 4, 4), number(content, box.body + 8, 4)


def _colours(content: Content, own: list[Box]) -> Colours | None:
    for box in own:
        kind = bytes(content[box.body : box.body + 4])
        if box.kind == b"colr" and kind == b"nclx" and box.end - box.body >= NUMBERS_BYTES:
            return Colours(number(content, box.body + 4, 2), number(content, box.body + 6, 2))
    return None


def _shown_item(content: Content, meta: Box) -> int:
    """Return the number of the item that is the picture itself, not its thumbnail."""
    box = find(content, b"pitm", meta.body + 4, meta.end)
    if box is None:
        raise BoxesBroken("no picture")
    wide = number(content, box.body, 1) > 0
    return number(content, box.body + 4, 4 if wide else 2)


def _properties_of(content: Content, meta: Box, item: int) -> list[int]:
    """Return the places, counted from one, of an item's properties among all of them."""
    box = find(content, b"iprp/ipma", meta.body + 4, meta.end)
    if box is None:
        raise BoxesBroken("nothing is said of the picture")
    id_bytes = 4 if number(content, box.body, 1) > 0 else 2
    index_bytes = 2 if number(content, box.body + 3, 1) & 1 else 1
    at = box.body + 8
    for _ in range(min(number(content, box.body + 4, 4), MOST_SIZES)):
        found, many = number(content, at, id_bytes), number(content, at + id_bytes, 1)
        at += id_bytes + 1
        if found == item:
            mask = 0x7FFF if index_bytes == 2 else 0x7F
            places = range(at, at + many * index_bytes, index_bytes)
            return [number(content, place, index_bytes) & mask for place in places]
        at += many * index_bytes
        if at > box.end:
            break
    raise BoxesBroken("nothing is said of the picture")
