"""MP4 and MOV files: what their header tells, and all that says where they were taken removed.

Nothing is decoded. Phones write the place, their name and the owner's comments into ``udta`` and
``meta`` boxes, and cameras and drones keep their way in tracks of their own. All of it is
overwritten in place: a box turned into ``free`` keeps its length, so no other number in the file
has to change.
"""

import hashlib
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.boxes import Box, BoxesBroken, Content, boxes, find, number

MP4, MOV = "video/mp4", "video/quicktime"
MOST_BYTES = 200_000_000
LONGEST_SECONDS = 15 * 60
QUICKTIME = b"qt  "
NOT_FILMS = {
    b"avif",
    b"avis",
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"mif1",
    b"msf1",
    b"M4A ",
    b"M4B ",
}
NOTES = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
SHOWN = frozenset({b"vide", b"soun"})
MOST_SAMPLES = 2_000_000
BLANK = bytes(1 << 20)


class FilmRefusal(StrEnum):
    NOT_A_FILM = "not_a_film"
    DAMAGED_FILM = "damaged_film"
    FILM_IN_PIECES = "film_in_pieces"
    NO_PICTURE_IN_FILM = "no_picture_in_film"
    FILM_TOO_LONG = "film_too_long"
    FILM_TOO_LARGE = "film_too_large"


class FilmRefused(Exception):
    """A file that may not become a film, with the reason."""

    def __init__(self, reason: FilmRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class FilmFacts:
    """What is known of an accepted film; width and height are as people see it."""

    mimetype: str
    seconds: float
    width: int
    height: int
    byte_size: int
    checksum: str

    @property
    def extension(self) -> str:
        """Return the ending of its file name, without the dot."""
        return "mov" if self.mimetype == MOV else "mp4"


def is_film(path: Path) -> bool:
    """Say whether a file begins as a film does."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] not in NOT_FILMS


def inspect(path: Path) -> FilmFacts:
    """Return the facts of a film we accept. Raises FilmRefused."""
    if path.stat().st_size > MOST_BYTES:
        raise FilmRefused(FilmRefusal.FILM_TOO_LARGE)
    if not is_film(path):
        raise FilmRefused(FilmRefusal.NOT_A_FILM)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        try:
            return _facts(content)
        except BoxesBroken as error:
            raise FilmRefused(FilmRefusal.DAMAGED_FILM) from error


def _facts(content: mmap.mmap) -> FilmFacts:
    kinds = [box.kind for box in boxes(content)]
    movie = find(content, b"moov")
    if movie is None or kinds.count(b"moov") > 1 or b"mdat" not in kinds:
        raise FilmRefused(FilmRefusal.DAMAGED_FILM)
    seconds = _seconds(content, movie)
    if not seconds or find(content, b"mvex", movie.body, movie.end):
        raise FilmRefused(FilmRefusal.FILM_IN_PIECES)
    if seconds > LONGEST_SECONDS:
        raise FilmRefused(FilmRefusal.FILM_TOO_LONG)
    sizes = [_size(content, track) for track in _tracks(content, movie, {b"vide"})]
    width, height = max(sizes, default=(0, 0))
    if not (width and height):
        raise FilmRefused(FilmRefusal.NO_PICTURE_IN_FILM)
    mimetype = MOV if bytes(content[8:12]) == QUICKTIME else MP4
    checksum = hashlib.sha256(content).hexdigest()
    return FilmFacts(mimetype, seconds, width, height, len(content), checksum)


def _seconds(content: Content, movie: Box) -> float:
    header = find(content, b"mvhd", movie.body, movie.end)
    if header is None:
        return 0
    wide = number(content, header.body, 1) == 1
    scale = number(content, header.body + (20 if wide else 12), 4)
    length = number(content, header.body + (24 if wide else 16), 8 if wide else 4)
    return length / scale if scale else 0


def _tracks(content: Content, movie: Box, kinds: frozenset[bytes] | set[bytes]) -> Iterator[Box]:
    for box in boxes(content, movie.body, movie.end):
        if box.kind == b"trak" and _kind(content, box) in kinds:
            yield box


def _kind(content: Content, track: Box) -> bytes:
    handler = find(content, b"mdia/hdlr", track.body, track.end)
    return bytes(content[handler.body + 8 : handler.body + 12]) if handler else b""


def _size(content: Content, track: Box) -> tuple[int, int]:
    """Return the size people see: a phone held upright films lying and notes that it is turned."""
    header = find(content, b"tkhd", track.body, track.end)
    if header is None:
        return 0, 0
    matrix = header.body + (52 if number(content, header.body, 1) == 1 else 40)
    width, height = number(content, matrix + 36, 4) >> 16, number(content, matrix + 40, 4) >> 16
    is_turned = number(content, matrix, 4) == 0 and number(content, matrix + 4, 4) != 0
    return (height, width) if is_turned else (width, height)


def forget_notes(path: Path) -> None:
    """Overwrite everything in a film that is neither picture, sound nor needed to show them.

    Raises FilmRefused.
    """
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        try:
            _forget(content)
        except BoxesBroken as error:
            raise FilmRefused(FilmRefusal.DAMAGED_FILM) from error


def _forget(content: mmap.mmap) -> None:
    movie = find(content, b"moov")
    if movie is None:
        raise BoxesBroken("no header")
    left = len(content)
    for track in list(boxes(content, movie.body, movie.end)):
        if track.kind == b"trak" and _kind(content, track) not in SHOWN:
            for start, end in _samples(content, track):
                left -= end - start
                if left < 0:  # the same place named a million times would never come to an end
                    raise BoxesBroken("more samples than the file holds")
                _blank(content, start, end)
            _free(content, track)
    _forget_in(content, 0, len(content), depth=4)


def _forget_in(content: mmap.mmap, start: int, end: int, depth: int) -> None:
    for box in list(boxes(content, start, end)):
        if box.kind in NOTES:
            _free(content, box)
        elif box.kind in (b"mvhd", b"tkhd", b"mdhd"):  # when it was taken and changed
            width = 16 if number(content, box.body, 1) == 1 else 8
            _blank(content, box.body + 4, min(box.body + 4 + width, box.end))
        elif box.kind in (b"moov", b"trak", b"mdia", b"minf") and depth:
            _forget_in(content, box.body, box.end, depth - 1)


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
