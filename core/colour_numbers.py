"""What an opened picture says of its colours: a profile of its own, or numbers.

HEIC and AVIF name them in a box (``colr`` of the kind nclx), PNG in a chunk (``cICP``), and the
JPEG of a camera set to Adobe RGB in its EXIF only (DCF, option file). Read before the pixels are
decoded, which closes the file.
"""

import io
import mmap
import struct
from collections.abc import Callable
from typing import IO

from PIL import ExifTags, Image

from core import heif_header
from core.boxes import BoxesBroken
from core.colour_profiles import ADOBE_RGB, COLORANTS, Colours, profile_of

FIRST_CHUNK = 8
MOST_CHUNKS = 200  # before the pixels; programs write a dozen
FULL_RANGE_RGB = b"\0\1"
SRGB, ADOBE, UNCALIBRATED = 1, 2, 0xFFFF


def profile_to_convert(opened: Image.Image) -> bytes | None:
    """Return the ICC profile of an opened picture's colours; None where they count as sRGB.

    A profile of its own outranks numbers, except in a PNG, whose standard has it the other way.
    """
    own = opened.info.get("icc_profile")
    own = own if isinstance(own, bytes) else None
    if own and opened.format != "PNG":
        return own
    colours = _named(opened)
    return own if colours is None else profile_of(colours)


def _named(opened: Image.Image) -> Colours | None:
    read = READERS.get(opened.format or "")
    return read(opened) if read else None


def _of_boxes(opened: Image.Image) -> Colours | None:
    file: IO[bytes] = opened.fp  # type: ignore[attr-defined]  # a picture from a file has one until it is loaded
    try:
        if isinstance(file, io.BytesIO):
            return heif_header.read(file.getvalue()).colours
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return heif_header.read(content).colours
    except BoxesBroken:
        return None


def _of_chunks(opened: Image.Image) -> Colours | None:
    """Look through the chunks before the pixels, and leave the file where it was."""
    file: IO[bytes] = opened.fp  # type: ignore[attr-defined]  # as above
    here = file.tell()
    try:
        at = FIRST_CHUNK
        for _ in range(MOST_CHUNKS):
            file.seek(at)
            length, kind, content = struct.unpack(">I4s4s", file.read(12))
            if kind == b"cICP" and length == 4:
                understood = content[2:] == FULL_RANGE_RGB and content[0] in COLORANTS
                return Colours(content[0], content[1]) if understood else None
            if kind in (b"IDAT", b"IEND"):
                return None
            at += 12 + length
    except struct.error:  # the file is over: the decoder will say so
        return None
    finally:
        file.seek(here)
    return None


def _of_exif(opened: Image.Image) -> Colours | None:
    raw = opened.info.get("exif")
    if not raw or opened.mode != "RGB":
        return None
    exif = Image.Exif()
    try:
        exif.load(raw)
        space = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.ColorSpace, UNCALIBRATED)
        rule = exif.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex)
    except (SyntaxError, ValueError, KeyError, TypeError, OSError, struct.error):
        # A camera's broken note must not cost anyone their picture.
        return None
    is_adobe = space == ADOBE or (space == UNCALIBRATED and rule == "R03")
    return ADOBE_RGB if is_adobe else None


READERS: dict[str, Callable[[Image.Image], Colours | None]] = {
    "HEIF": _of_boxes,
    "AVIF": _of_boxes,
    "PNG": _of_chunks,
    "JPEG": _of_exif,
    "MPO": _of_exif,
}
