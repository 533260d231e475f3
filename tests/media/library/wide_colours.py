"""Builders of pictures whose colours are wider than sRGB, named by numbers only.

All show the same patches; what is stored is worked out here from the published matrices (CSS Color
4, ITU-R BT.2087) and curves, so a picture read rightly is like ``patches()``.
"""

import itertools
import math
import struct
import zlib
from collections.abc import Callable
from functools import cache

from PIL import ExifTags, Image

from core.boxes import boxes, find
from tests.media.library import corpus

SIZE = (640, 480)
PATCHES = (16, 12)
SHADES = (0, 60, 120, 180, 230, 255)
Matrix = tuple[tuple[float, float, float], ...]
Curve = Callable[[float], float]

SRGB: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
P3: Matrix = ((0.8225, 0.1775, 0), (0.0332, 0.9668, 0), (0.0171, 0.0724, 0.9105))
BT2020: Matrix = (
    (0.6274, 0.3293, 0.0433),
    (0.0691, 0.9195, 0.0114),
    (0.0164, 0.0880, 0.8956),
)
ADOBE: Matrix = ((0.7152, 0.2848, 0), (0, 1, 0), (0, 0.0412, 0.9588))


def light_of(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def as_srgb(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def as_gamma(light: float) -> float:
    return float(light ** (1 / 2.2))


def as_pq(light: float) -> float:
    """Return how SMPTE ST 2084 writes a share of a white of 203 cd/m2."""
    root = (light * 203 / 10_000) ** 0.1593017578125
    return float(((0.8359375 + 18.8515625 * root) / (1 + 18.6875 * root)) ** 78.84375)


def as_hlg(light: float) -> float:
    """Return how BT.2100 HLG writes the same, meant for a screen of 1000 cd/m2."""
    scene = (light * 203 / 1000) ** (1 / 1.2)
    if scene <= 1 / 12:
        return math.sqrt(3 * scene)
    return 0.17883277 * math.log(12 * scene - 0.28466892) + 0.55991073


@cache
def patches(to: Matrix = SRGB, curve: Curve = as_srgb) -> Image.Image:
    """Return a picture of 192 colours, as it is stored in other primaries and another curve."""
    small = Image.new("RGB", PATCHES)
    shown = list(itertools.islice(itertools.product(SHADES, repeat=3), 12, 12 + 16 * 12))
    for number, colour in enumerate(shown):
        light = [light_of(value / 255) for value in colour]
        mixed = (sum(one * part for one, part in zip(row, light, strict=True)) for row in to)
        stored = tuple(round(255 * curve(min(1, max(0, one)))) for one in mixed)
        small.putpixel((number % PATCHES[0], number // PATCHES[0]), stored)
    return small.resize(SIZE, Image.Resampling.NEAREST)


def heic(image: Image.Image, primaries: int, transfer: int, **options: object) -> bytes:
    named = {"color_primaries": primaries, "transfer_characteristics": transfer}
    return corpus.saved(image, "HEIF", quality=95, chroma=444, **named, **options)


def avif(image: Image.Image, primaries: int, transfer: int) -> bytes:
    content = bytearray(corpus.saved(image, "AVIF", quality=95, subsampling="4:4:4"))
    at = colour_box(content)
    content[at + 4 : at + 8] = struct.pack(">HH", primaries, transfer)
    return bytes(content)


def colour_box(content: bytes | bytearray) -> int:
    """Return where in a HEIC or AVIF the numbers of its colours start."""
    meta = find(content, b"meta")
    assert meta
    known = find(content, b"iprp/ipco", meta.body + 4, meta.end)
    assert known
    return next(one.body for one in boxes(content, known.body, known.end) if one.kind == b"colr")


def png(image: Image.Image, primaries: int, transfer: int, **options: object) -> bytes:
    return with_chunk(corpus.saved(image, "PNG", **options), bytes([primaries, transfer, 0, 1]))


def with_chunk(content: bytes, body: bytes, kind: bytes = b"cICP", times: int = 1) -> bytes:
    """Return a PNG with more chunks right behind its header."""
    check = struct.pack(">I", zlib.crc32(kind + body))
    chunk = struct.pack(">I", len(body)) + kind + body + check
    return content[:33] + chunk * times + content[33:]


def camera_jpeg(image: Image.Image, space: int, rule: str = "") -> bytes:
    """Return the JPEG of a camera that names its colours in EXIF only."""
    exif = Image.Exif()
    notes = exif.get_ifd(ExifTags.IFD.Exif)
    notes[ExifTags.Base.ColorSpace] = space
    if rule:
        notes[ExifTags.IFD.Interop] = {1: rule, 2: b"0100"}
    return corpus.saved(image, "JPEG", quality=97, subsampling="4:4:4", exif=exif.tobytes())
