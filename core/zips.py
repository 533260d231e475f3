"""A zip file put together while it is sent, of files kept as they are: its length is known before.

Each file brings its size and the checksum that was noted when it was stored, so that its bytes go
out untouched. The checksum of one that has none is worked out on its way and sent after it. What
lies between the files is written by the standard library.
"""

import io
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import pack
from zipfile import ZipFile, ZipInfo

FOLLOWS = 1 << 3  # the flag that says that size and checksum come after the file
PLAIN_FILE = 0o600 << 16
PIECE = 1 << 18


def checksum_of(source: Path | bytes) -> int:
    """Return the checksum a zip file wants of its files."""
    if isinstance(source, bytes):
        return zlib.crc32(source)
    found = 0
    with source.open("rb") as file:
        while piece := file.read(PIECE):
            found = zlib.crc32(piece, found)
    return found


class Zip:
    """Files to be sent as one zip file: add them, ask for ``byte_size``, then iterate once."""

    def __init__(self) -> None:
        self._files: list[tuple[ZipInfo, bytes, Iterable[bytes]]] = []
        self._end = 0
        self._now = time.localtime()[:6]

    def add(
        self, name: str, pieces: Iterable[bytes], size: int, checksum: int | None = None
    ) -> None:
        """Add a file of less than two gigabytes."""
        info = ZipInfo(name, self._now)
        info.external_attr = PLAIN_FILE
        info.header_offset = self._end
        info.file_size = info.compress_size = size
        info.CRC = checksum or 0
        if checksum is None:
            info.flag_bits |= FOLLOWS
        header = info.FileHeader()
        self._files.append((info, header, pieces))
        self._end += len(header) + size + len(_follows(info))

    def add_text(self, name: str, text: str) -> None:
        """Add a text file, with the mark by which every editor shows æ, ø and å."""
        content = text.encode("utf-8-sig")
        self.add(name, [content], len(content), zlib.crc32(content))

    @property
    def byte_size(self) -> int:
        """Return how many bytes the zip file will have."""
        return self._end + len(self._directory())

    def __iter__(self) -> Iterator[bytes]:
        """Yield the zip file. Raises ValueError when a file is not as long as was said."""
        for info, header, pieces in self._files:
            yield header
            yield from _counted(info, pieces)
            yield _follows(info)
        yield self._directory()

    def _directory(self) -> bytes:
        """Return what stands at the end: where each file begins."""
        end = _End(self._end)
        with ZipFile(end, "w") as zipped:
            zipped.infolist().extend(info for info, _header, _pieces in self._files)
        return end.getvalue()


def _counted(info: ZipInfo, pieces: Iterable[bytes]) -> Iterator[bytes]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if info.flag_bits & FOLLOWS:
            info.CRC = zlib.crc32(piece, info.CRC)
        yield piece
    if length != info.file_size:
        raise ValueError(f"a file has {length} bytes instead of {info.file_size}")


def _follows(info: ZipInfo) -> bytes:
    """Return what stands behind a file whose checksum was not known before it."""
    if not info.flag_bits & FOLLOWS:
        return b""
    return pack("<4sLLL", b"PK\x07\x08", info.CRC, info.file_size, info.file_size)


class _End(io.BytesIO):
    """The end of a file whose beginning was sent: it knows where it stands and cannot go back."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self._start = start

    def tell(self) -> int:
        return self._start + super().tell()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise io.UnsupportedOperation
