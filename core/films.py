"""MP4 and MOV files: what their header tells, and which of them we accept. Nothing is decoded."""

import hashlib
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core import film_notes
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
        if box.kind == b"trak" and film_notes.kind_of(content, box) in kinds:
            yield box


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
            film_notes.forget(content)
        except BoxesBroken as error:
            raise FilmRefused(FilmRefusal.DAMAGED_FILM) from error
