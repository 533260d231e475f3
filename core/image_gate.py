"""The gate every picture passes before anything is decoded.

The name of a file proves nothing. The first bytes name the format, and the decoder of that very
format must then read the header; everything else is judged from the header alone, so a small file
that unfolds into gigabytes is turned away before it costs anything. The headers of HEIC and AVIF
are read by plain Python (`core.heif_header`), since their decoders have no place in a web worker.
The page that took the upload finds the words for each `RefusalReason`.
"""

import hashlib
import io
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from core import heif_header, whole_files
from core.boxes import BoxesBroken, Content

# 8192 x 6144 is what phones sold as "50 megapixels" deliver, a little above fifty million.
MAX_PIXELS = 50 * 1024 * 1024
MAX_BYTES = 25 * 1024 * 1024
MIN_SHORT_SIDE = 320
SNIFFED_BYTES = 64
ORIENTATION_TAG = 0x0112
SIDEWAYS = range(5, 9)

# Pillow's own limit is process-wide and twice ours; it stays as a second lock behind this gate.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class PictureFormat(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"

    @property
    def mimetype(self) -> str:
        """Return the type to serve or store it under."""
        return f"image/{self.value}"


IN_BOXES = (PictureFormat.HEIC, PictureFormat.AVIF)
# Pillow would walk millions of tiny parts for a minute: counted before it is asked.
IN_PARTS = (PictureFormat.JPEG, PictureFormat.PNG)
WHOLE = {
    PictureFormat.JPEG: whole_files.jpeg_is_whole,
    PictureFormat.PNG: whole_files.png_is_whole,
    PictureFormat.WEBP: whole_files.webp_is_whole,
}


class RefusalReason(StrEnum):
    NOT_A_PICTURE = "not_a_picture"
    FORMAT_NOT_ACCEPTED = "format_not_accepted"
    TOO_LARGE_FILE = "too_large_file"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    TOO_SMALL = "too_small"
    TOO_HEAVY = "too_heavy"
    DAMAGED = "damaged"


class PictureRefused(Exception):
    """A file that may not become a picture: the reason, and a note for the log (not for people)."""

    def __init__(self, reason: RefusalReason, message: str = "") -> None:
        super().__init__(message or reason.value)
        self.reason = reason
        self.message = message


@dataclass(frozen=True)
class PictureFacts:
    """What is known of an accepted picture; width and height are as people see it, upright."""

    format: PictureFormat
    width: int
    height: int
    byte_size: int
    checksum: str


def inspect(
    source: Path | bytes, *, min_side: int = MIN_SHORT_SIDE, checksum: str = ""
) -> PictureFacts:
    """Return the facts of a picture we accept, without decoding it.

    Whoever has read the file anyway gives its checksum. Raises PictureRefused with the reason.
    """
    picture_format = sniffed_format(source)
    with _content(source) as content:
        if picture_format in IN_PARTS and not _is_whole(content, picture_format):
            raise PictureRefused(RefusalReason.DAMAGED, "no picture after the header")
        if picture_format in IN_BOXES:
            width, height = _size_in_boxes(content, min_side)
        else:
            with open_picture(source, min_side=min_side) as image:
                width, height = upright_size(image)
        if not _is_whole(content, picture_format):
            raise PictureRefused(RefusalReason.DAMAGED, "the file ends too early")
        checksum = checksum or hashlib.sha256(content).hexdigest()
        return PictureFacts(picture_format, width, height, len(content), checksum)


def _size_in_boxes(content: Content, min_side: int) -> tuple[int, int]:
    try:
        header = heif_header.read(content)
    except BoxesBroken as error:
        raise PictureRefused(RefusalReason.DAMAGED, str(error)) from error
    if header.most_pixels > MAX_PIXELS:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS, f"{header.most_pixels}")
    if header.moves:
        raise PictureRefused(RefusalReason.TOO_MANY_FRAMES, "a sequence")
    if min(header.width, header.height) < min_side:
        raise PictureRefused(RefusalReason.TOO_SMALL, f"{header.width} x {header.height}")
    return header.width, header.height


def open_picture(source: Path | bytes, *, min_side: int = MIN_SHORT_SIDE) -> Image.Image:
    """Return the picture opened but not decoded, after every check the header allows.

    For a HEIC or AVIF this calls the decoder's library: it belongs into a confined process.
    Raises PictureRefused with the reason. The caller closes the picture.
    """
    picture_format = sniffed_format(source)
    image = _opened(source, picture_format)
    try:
        _check_header(image, picture_format, min_side)
    except PictureRefused:
        image.close()
        raise
    return image


def sniffed_format(source: Path | bytes) -> PictureFormat:
    """Return the format the first bytes tell of.

    Raises PictureRefused for an oversized file, another picture format, or no picture at all.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > MAX_BYTES:
        raise PictureRefused(RefusalReason.TOO_LARGE_FILE, f"{size} bytes")
    head = _head(source)
    if found := _accepted_format(head):
        return found
    if _is_another_picture_format(head):
        raise PictureRefused(RefusalReason.FORMAT_NOT_ACCEPTED, f"starts with {head[:12]!r}")
    raise PictureRefused(RefusalReason.NOT_A_PICTURE, f"starts with {head[:12]!r}")


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8, of an opened picture; 1 when it says nothing usable.

    Reads only the header: asking a PNG through Pillow's own method would decode it.
    """
    raw = image.info.get("exif")
    if not raw:
        return 1
    exif = Image.Exif()
    try:
        exif.load(raw)
        value = exif.get(ORIENTATION_TAG, 1)
    except (SyntaxError, ValueError, KeyError, TypeError, OSError, struct.error):
        # A camera's broken note must not cost anyone their picture.
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as people see the picture, turned as its orientation says."""
    width, height = image.size
    return (height, width) if orientation(image) in SIDEWAYS else (width, height)


def _opened(source: Path | bytes, picture_format: PictureFormat) -> Image.Image:
    decoder = "HEIF" if picture_format is PictureFormat.HEIC else picture_format.value.upper()
    if picture_format is PictureFormat.HEIC:
        _learn_heic()
    try:
        return Image.open(
            io.BytesIO(source) if isinstance(source, bytes) else source, formats=[decoder]
        )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS, str(error)) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(RefusalReason.DAMAGED, "the header cannot be read") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise PictureRefused(RefusalReason.DAMAGED, str(error)) from error


def _check_header(image: Image.Image, picture_format: PictureFormat, min_side: int) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS, f"{width} x {height}")
    # Phones tuck depth maps and previews behind the picture in JPEG and HEIC; those are not frames.
    extras_are_frames = picture_format not in (PictureFormat.JPEG, PictureFormat.HEIC)
    frames = getattr(image, "n_frames", 1)
    if extras_are_frames and frames > 1:
        raise PictureRefused(RefusalReason.TOO_MANY_FRAMES, f"{frames} frames")
    if min(width, height) < min_side:
        raise PictureRefused(RefusalReason.TOO_SMALL, f"{width} x {height}")


@cache
def _learn_heic() -> None:
    # Imported where it is needed: it weighs on every start of the web server otherwise.
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener()


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:SNIFFED_BYTES]
    with source.open("rb") as file:
        return file.read(SNIFFED_BYTES)


def _accepted_format(head: bytes) -> PictureFormat | None:
    if head.startswith(b"\xff\xd8\xff"):
        return PictureFormat.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureFormat.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return PictureFormat.WEBP
    if head[4:8] == b"ftyp":
        return _format_of_brands(head)
    return None


def _format_of_brands(head: bytes) -> PictureFormat | None:
    length = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(length, len(head)), 4))}
    if brands & {b"avif", b"avis"}:
        return PictureFormat.AVIF
    if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1"}:
        return PictureFormat.HEIC
    return None


def _is_another_picture_format(head: bytes) -> bool:
    known = (
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"8BPS",
        b"\0\0\1\0",
        b"\xff\x0a",
        b"\0\0\0\x0cJXL",
    )
    return head.startswith(known) or b"<svg" in head.lower()


@contextmanager
def _content(source: Path | bytes) -> Iterator[Content]:
    if isinstance(source, bytes):
        yield source
        return
    with (
        source.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        yield content


def _is_whole(content: Content, picture_format: PictureFormat) -> bool:
    check = WHOLE.get(picture_format, whole_files.boxes_are_whole)
    return check(content)
