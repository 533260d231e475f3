"""All that a film says besides its picture and sound, overwritten in place.

Phones write the place, their name and the owner's comments into ``udta`` and ``meta`` boxes,
cameras and drones keep their way in tracks of their own, and programs add boxes that nobody else
knows. Only boxes that players need stay (ISO/IEC 14496-12 and 14496-15, QuickTime File Format);
of those, names and times are blanked. A box turned into ``free`` keeps its length, so no other
number in the file has to change.
"""

import mmap
from collections.abc import Iterator

from core.boxes import Box, BoxesBroken, Content, boxes, find, number

SHOWN = frozenset({b"vide", b"soun"})
MOST_SAMPLES = 2_000_000
BLANK = bytes(1 << 20)
# What a sample entry may hold: how its codec is set up, and the size and colours it is shown in.
SET_UP = frozenset(
    b"avcC hvcC lhvC vvcC av1C vpcC esds dvcC dvvC dvwC dOps dfLa dac3 dec3 dac4 alac damr d263 "
    b"glbl pcmC chan chnl srat enda frma mp4a colr pasp clap fiel chrm gama btrt mdcv clli amve "
    b"ccst wave".split()
) | {bytes(4)}
# What stays, by what it lies in; whatever has no line of its own here is not looked into.
KEPT: dict[bytes, frozenset[bytes]] = {
    b"": frozenset({b"ftyp", b"moov", b"mdat"}),
    b"moov": frozenset({b"mvhd", b"trak"}),
    b"trak": frozenset({b"tkhd", b"mdia", b"edts", b"tapt"}),
    b"edts": frozenset({b"elst"}),
    b"tapt": frozenset({b"clef", b"prof", b"enof"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset(
        b"stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh stps sdtp sgpd sbgp".split()
    ),
    b"wave": SET_UP,
}
TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
DEEPEST = 8
# Where a sample entry's own boxes begin, and where the name of the program that made it stands.
OF_PICTURES, MADE_WITH = 78, slice(42, 74)
OF_SOUNDS = {0: 28, 1: 44, 2: 64}


def kind_of(content: Content, track: Box) -> bytes:
    """Return what a track holds, such as ``b"vide"``. Raises BoxesBroken."""
    handler = find(content, b"mdia/hdlr", track.body, track.end)
    return bytes(content[handler.body + 8 : handler.body + 12]) if handler else b""


def forget(content: mmap.mmap) -> None:
    """Overwrite all that is neither picture, sound nor needed to show them. Raises BoxesBroken."""
    movie = find(content, b"moov")
    if movie is None:
        raise BoxesBroken("no header")
    left = len(content)
    for track in list(boxes(content, movie.body, movie.end)):
        if track.kind != b"trak":
            continue
        kind = kind_of(content, track)
        if kind in SHOWN:
            _forget_entries(content, track, kind)
            continue
        for start, end in _samples(content, track):
            left -= end - start
            if left < 0:  # the same place named a million times would never come to an end
                raise BoxesBroken("more samples than the file holds")
            _blank(content, start, end)
        _free(content, track)
    _forget_in(content, b"", 0, len(content), DEEPEST)


def _forget_in(content: mmap.mmap, place: bytes, start: int, end: int, depth: int) -> None:
    for box in list(boxes(content, start, end)):
        if box.kind not in KEPT[place] or not depth:
            _free(content, box)
        elif box.kind in TIMES:  # when it was taken and changed
            width = 16 if number(content, box.body, 1) == 1 else 8
            _blank(content, box.body + 4, min(box.body + 4 + width, box.end))
        elif box.kind == b"hdlr":  # the name of what wrote it
            _blank(content, min(box.body + 24, box.end), box.end)
        elif box.kind == b"dref":
            _stay_inside(content, box)
        elif box.kind in KEPT:
            _forget_in(content, box.kind, box.body, box.end, depth - 1)


def _stay_inside(content: mmap.mmap, references: Box) -> None:
    """Let a film be whole by itself: no path or address of where else its parts might lie."""
    for box in list(boxes(content, references.body + 8, references.end)):
        if box.body + 4 > box.end:
            raise BoxesBroken("a reference without a body")
        content[box.body : box.body + 4] = b"\0\0\0\1"
        _blank(content, box.body + 4, box.end)


def _forget_entries(content: mmap.mmap, track: Box, kind: bytes) -> None:
    """Leave of the descriptions of samples what a decoder needs."""
    described = find(content, b"mdia/minf/stbl/stsd", track.body, track.end)
    if described is None:
        return
    for entry in list(boxes(content, described.body + 8, described.end)):
        first = OF_PICTURES
        if kind == b"soun":
            first = OF_SOUNDS.get(number(content, entry.body + 8, 2), entry.end - entry.body)
        elif entry.body + first <= entry.end:
            _blank(content, entry.body + MADE_WITH.start, entry.body + MADE_WITH.stop)
        for box in list(boxes(content, min(entry.body + first, entry.end), entry.end)):
            if box.kind not in SET_UP:
                _free(content, box)
            elif box.kind == b"wave":
                _forget_in(content, b"wave", box.body, box.end, 1)


def _free(content: mmap.mmap, box: Box) -> None:
    content[box.start + 4 : box.start + 8] = b"free"
    _blank(content, box.body, box.end)


def _blank(content: mmap.mmap, start: int, end: int) -> None:
    for at in range(start, end, len(BLANK)):
        length = min(len(BLANK), end - at)
        content[at : at + length] = BLANK[:length]


def _samples(content: Content, track: Box) -> Iterator[tuple[int, int]]:
    """Yield where a track's samples lie in the file, chunk by chunk."""
    table = find(content, b"mdia/minf/stbl", track.body, track.end)
    if table is None:
        return
    found = {box.kind: box for box in boxes(content, table.body, table.end)}
    sizes, runs = _sizes(content, found.get(b"stsz")), _runs(content, found.get(b"stsc"))
    at = many = 0
    for chunk, start in enumerate(_offsets(content, found), start=1):
        while runs and runs[-1][0] <= chunk:
            many = runs.pop()[1]
        length = sum(sizes[at : at + many])
        at += many
        if start + length > len(content):
            raise BoxesBroken("a sample lies outside the file")
        yield start, start + length


def _sizes(content: Content, box: Box | None) -> list[int]:
    if box is None:
        raise BoxesBroken("no sizes of samples")
    same, many = number(content, box.body + 4, 4), number(content, box.body + 8, 4)
    if many > MOST_SAMPLES:
        raise BoxesBroken("too many samples")
    if same:
        return [same] * many
    _check_room(box, 12 + 4 * many)
    return [number(content, box.body + 12 + 4 * at, 4) for at in range(many)]


def _runs(content: Content, box: Box | None) -> list[tuple[int, int]]:
    if box is None:
        raise BoxesBroken("no chunks")
    places = range(box.body + 8, box.body + 8 + 12 * _count(content, box, 12), 12)
    return [(number(content, at, 4), number(content, at + 4, 4)) for at in reversed(places)]


def _offsets(content: Content, found: dict[bytes, Box]) -> list[int]:
    wide = b"co64" in found
    box = found.get(b"co64") or found.get(b"stco")
    if box is None:
        raise BoxesBroken("no places of chunks")
    size = 8 if wide else 4
    places = range(box.body + 8, box.body + 8 + size * _count(content, box, size), size)
    return [number(content, at, size) for at in places]


def _count(content: Content, box: Box, size: int) -> int:
    many = number(content, box.body + 4, 4)
    if many > MOST_SAMPLES:
        raise BoxesBroken("too many chunks")
    _check_room(box, 8 + size * many)
    return many


def _check_room(box: Box, length: int) -> None:
    if box.body + length > box.end:
        raise BoxesBroken("a table is longer than its box")
