"""Files in a folder of this machine."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 18


@dataclass(frozen=True)
class StoredFile:
    """A file as it is found in a store."""

    key: str
    changed_at: datetime


class Folder:
    """A store in one folder; a key is a path below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Return where the file lies."""
        return self.folder / key

    def save(self, key: str, source: Path | bytes, mimetype: str) -> None:
        """Write under another name, make it durable, then rename: a cut leaves no half file."""
        try:
            self._save(self.path(key), source)
        except FileNotFoundError:  # its folder was taken away as an empty one meanwhile
            self._save(self.path(key), source)

    def _save(self, target: Path, source: Path | bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(target.parent, f".{uuid.uuid4().hex}.part")
        try:
            _put(unfinished, source)
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _make_durable(target.parent)

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield a file in pieces; raises FileNotFoundError before the first."""
        return _pieces(self.path(key).open("rb"))

    def size(self, key: str) -> int:
        """Return the number of bytes; raises FileNotFoundError."""
        return self.path(key).stat().st_size

    def sizes(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the number of bytes of those files that are there."""
        found = {}
        for key in keys:
            with suppress(FileNotFoundError):
                found[key] = os.stat(f"{self.folder}/{key}").st_size  # noqa: PTH116 -- half the time
        return found

    def delete(self, key: str) -> None:
        """Remove a file, and its folders once they are empty; fine when there is none."""
        path = self.path(key)
        path.unlink(missing_ok=True)
        with suppress(OSError):  # not empty, or not there
            for folder in path.relative_to(self.folder).parents[:-2]:
                (self.folder / folder).rmdir()

    def listed(self, prefix: str) -> Iterator[StoredFile]:
        """Yield every file below a folder, unfinished ones too."""
        for folder, _folders, names in os.walk(self.path(prefix)):
            for path in (Path(folder, name) for name in names):
                with suppress(FileNotFoundError):  # taken away while we look
                    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    yield StoredFile(path.relative_to(self.folder).as_posix(), changed)

    def signed_url(self, key: str, seconds: int) -> str:
        """Refuse: files in a folder are sent by the application itself."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise when files could not be stored now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.folder) as probe:
            probe.write(b"ready")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _put(path: Path, source: Path | bytes) -> None:
    """Have the content at a new path, durably.

    A file on the same disk gets a second name instead of a copy: whoever gives one lets go of it,
    and five megabytes written twice keep those waiting who read a page.
    """
    if isinstance(source, bytes):
        path.write_bytes(source)
    else:
        try:
            os.link(source, path)
        except OSError:  # on another disk, or on one that knows no second names
            shutil.copyfile(source, path)
    with path.open("ab") as file:
        os.fsync(file.fileno())


def _make_durable(folder: Path) -> None:
    """Write the folder's own entry to the disk too, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
