"""Files on their way in: kept on this machine, judged, stored. Knows no tables."""

import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from core import films, refusals, storage
from core.errors import DomainError
from core.films import FilmFacts
from core.image_gate import (
    MAX_BYTES,
    PictureFacts,
    PictureFormat,
    PictureRefused,
    RefusalReason,
    inspect,
)
from core.pictures import working_folder
from core.settings import current_settings
from media.library import file_names

EXTENSIONS = {one: "jpg" if one is PictureFormat.JPEG else one.value for one in PictureFormat}


class SentFile(Protocol):
    """What a form's file field holds of one file."""

    filename: str | None
    stream: BinaryIO


@dataclass
class Incoming:
    """One file somebody sent, and what becomes of it."""

    name: str
    path: Path
    facts: PictureFacts | FilmFacts | None = None
    storage_key: str = ""
    refusal: str = ""

    @property
    def checksum(self) -> str:
        """Return the content's checksum, or nothing for what is not a picture."""
        return self.facts.checksum if self.facts else ""


def most_megabytes() -> int:
    """Return how large one picture may be here."""
    return min(current_settings().max_upload_megabytes, MAX_BYTES // 1024**2)


def refusal_of_size(name: str, byte_size: int) -> str:
    """Return why a file cannot be used whose size alone says so, before it is sent."""
    is_film = name.lower().endswith((".mp4", ".mov", ".m4v"))  # films may be larger than pictures
    megabytes = films.MOST_BYTES // 10**6 if is_film else most_megabytes()
    if byte_size < 1:
        return refusals.reason(RefusalReason.DAMAGED, megabytes=megabytes)
    if byte_size <= (films.MOST_BYTES if is_film else megabytes * 1024**2):
        return ""
    too_large = films.FilmRefusal.FILM_TOO_LARGE if is_film else RefusalReason.TOO_LARGE_FILE
    return refusals.reason(too_large, megabytes=megabytes)


@contextmanager
def received(files: Iterable[SentFile]) -> Iterator[list[Incoming]]:
    """Keep the files on this machine while the block runs, each with its facts or its refusal."""
    with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
        yield [_received(file, Path(folder) / str(n)) for n, file in enumerate(files)]


def _received(file: SentFile, path: Path) -> Incoming:
    with path.open("wb") as target:
        shutil.copyfileobj(file.stream, target)
    return judged(path, file.filename or "")


def judged(path: Path, name: str, checksum: str = "") -> Incoming:
    """Return a file on this machine with its facts, or with the reason it cannot be used.

    Whoever has read the file anyway gives its checksum.
    """
    incoming = Incoming(file_names.cleaned(name), path)
    megabytes = most_megabytes()
    try:
        if not path.stat().st_size:
            raise PictureRefused(RefusalReason.DAMAGED)
        if films.is_film(path):
            megabytes = films.MOST_BYTES // 10**6
            incoming.facts = films.inspect(path)
            return incoming
        if path.stat().st_size > megabytes * 1024**2:
            raise PictureRefused(RefusalReason.TOO_LARGE_FILE)
        incoming.facts = inspect(path, checksum=checksum)
    except (PictureRefused, films.FilmRefused) as refused:
        incoming.refusal = refusals.reason(refused.reason, megabytes=megabytes)
    return incoming


def place_of(facts: PictureFacts | FilmFacts) -> tuple[str, str]:
    """Return a new key for an original, and the type it is stored under."""
    if isinstance(facts, FilmFacts):
        extension, mimetype = facts.extension, facts.mimetype
    else:
        extension, mimetype = EXTENSIONS[facts.format], facts.format.mimetype
    return f"originals/{uuid.uuid4().hex}.{extension}", mimetype


def store(incoming: Iterable[Incoming], *, known: Collection[str]) -> None:
    """Store every accepted file that is new, under a key of ours; one failure stops no other."""
    seen = set(known)
    for one in incoming:
        if one.facts is None or one.checksum in seen:
            continue
        seen.add(one.checksum)
        key, mimetype = place_of(one.facts)
        try:
            storage.save(key, one.path, mimetype=mimetype)
        except DomainError as error:
            one.refusal = error.message
        else:
            one.storage_key = key
