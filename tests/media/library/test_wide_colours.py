"""Colours named by numbers only: shown as they are meant, whatever else the numbers claim."""

import io
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageChops, ImageStat

from core import colour_numbers
from core.image_gate import PictureRefused, RefusalReason, inspect
from media.library.renditions import prepared
from tests.media.library import corpus
from tests.media.library import wide_colours as wide

Build = Callable[[Image.Image, int, int], bytes]
P3 = wide.patches(wide.P3)
NAMED = {
    "HEIC, Display P3": lambda: wide.heic(P3, 12, 13),
    "HEIC in tiles, BT.2020": lambda: wide.heic(wide.patches(wide.BT2020), 9, 1, tile_size=256),
    "AVIF, Display P3": lambda: wide.avif(P3, 12, 1),
    "AVIF, BT.2020 and a gamma": lambda: wide.avif(wide.patches(wide.BT2020, wide.as_gamma), 9, 4),
    "PNG, Display P3, a profile besides": lambda: wide.png(
        P3, 12, 13, icc_profile=corpus.other_profile()
    ),
    "PNG in 192 colours, BT.2020": lambda: wide.png(wide.patches(wide.BT2020).quantize(192), 9, 14),
    "JPEG, Adobe RGB by rule": lambda: wide.camera_jpeg(
        wide.patches(wide.ADOBE, wide.as_gamma), 0xFFFF, "R03"
    ),
    "JPEG, Adobe RGB by space": lambda: wide.camera_jpeg(
        wide.patches(wide.ADOBE, wide.as_gamma), 2
    ),
}
PLAIN = {
    "HEIC by old television": lambda: wide.heic(wide.patches(), 6, 6),
    "AVIF that says nothing": lambda: wide.avif(wide.patches(), 2, 2),
    "AVIF of numbers nobody knows": lambda: wide.avif(wide.patches(), 0xFFFF, 0xFFFF),
    "PNG of numbers nobody knows": lambda: wide.png(wide.patches(), 255, 255),
    "PNG whose chunk is too short": lambda: wide.with_chunk(
        corpus.saved(wide.patches(), "PNG"), b"\x0c"
    ),
    "PNG with a text called profile": lambda: wide.with_chunk(
        corpus.saved(wide.patches(), "PNG"), b"icc_profile\0none", b"tEXt"
    ),
    "JPEG, sRGB by its space": lambda: wide.camera_jpeg(wide.patches(), 1, "R98"),
    "JPEG, uncalibrated": lambda: wide.camera_jpeg(wide.patches(), 0xFFFF),
}


def apart(image: Image.Image) -> float:
    """Return how far a picture is from the patches it should show, at worst of its channels."""
    return max(ImageStat.Stat(ImageChops.difference(image, wide.patches())).mean)


@pytest.mark.parametrize("name", NAMED)
def test_wide_colours_named_by_numbers_become_those_of_srgb(name: str, tmp_path: Path) -> None:
    content, path = NAMED[name](), tmp_path / "picture"
    path.write_bytes(content)
    assert apart(Image.open(io.BytesIO(content)).convert("RGB")) > 3  # as if nothing was named
    assert apart(prepared(content).image) < 2
    assert apart(prepared(path).image) < 2


@pytest.mark.parametrize("name", PLAIN)
def test_numbers_of_srgb_of_nothing_or_of_nonsense_change_nothing(name: str) -> None:
    assert apart(prepared(PLAIN[name]()).image) < 2


@pytest.mark.parametrize(("number", "written"), [(16, wide.as_pq), (18, wide.as_hlg)])
@pytest.mark.parametrize("build", [wide.png, wide.avif])
def test_what_is_brighter_than_white_is_brought_below_it_softly(
    build: Build, number: int, written: wide.Curve
) -> None:
    lights = [0, 0.05, 0.2, 0.45, 1, 2, 4, 4.926]  # shares of reference white, up to 1000 cd/m2
    ramp = Image.new("RGB", (8, 1))
    ramp.putdata([(round(255 * written(light)),) * 3 for light in lights])
    stored = ramp.resize(wide.SIZE, Image.Resampling.NEAREST)
    shown = prepared(build(stored, 9, number)).image
    seen = [shown.getpixel((40 + 80 * at, 240)) for at in range(8)]
    greys = [one[1] for one in seen]
    assert all(max(one) - min(one) <= 1 for one in seen)  # greys stay grey
    darker = [round(255 * wide.as_srgb(light)) for light in lights[:4]]
    assert max(abs(a - b) for a, b in zip(greys[:4], darker, strict=True)) <= 4
    assert 215 <= greys[4] <= 235
    assert greys[4] < greys[5] < greys[6] < greys[7]
    assert greys[7] >= 253


def lying_box(length: int) -> bytes:
    content = bytearray(wide.heic(P3, 12, 13))
    at = wide.colour_box(content) - 8
    content[at : at + 4] = struct.pack(">I", length)
    return bytes(content)


def looping_notes() -> bytes:
    """Return a JPEG whose EXIF holds itself, and claims four thousand million notes beside."""
    notes = struct.pack(">HHII", 0xA001, 3, 0xFFFFFFFF, 8) + struct.pack(">HHII", 0xA005, 4, 1, 8)
    itself = struct.pack(">HHII", 0x8769, 4, 1, 8)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 3) + itself + notes + bytes(4)
    return corpus.saved(wide.patches(), "JPEG", quality=97, exif=exif)


HOSTILE = {
    "a box longer than the file": lambda: lying_box(0xFFFFFFF0),
    "a box of nothing": lambda: lying_box(4),
    "a box too short for its numbers": lambda: lying_box(12),
    "a box of 64 bits": lambda: lying_box(1),
    "notes that hold themselves": looping_notes,
    "thousands of chunks": lambda: wide.with_chunk(
        wide.png(P3, 12, 13), b"", b"prIv", times=30_000
    ),
    "a chunk longer than the file": lambda: wide.with_chunk(
        wide.png(P3, 12, 13), b"\xff" * 9, b"cICP"
    ).replace(b"\0\0\0\x09cICP", b"\xff\xff\xff\xf0cICP"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_numbers_cost_little_and_break_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, asked = HOSTILE[name](), []
    unpack = struct.unpack
    counted = SimpleNamespace(
        unpack=lambda *what: asked.append(1) or unpack(*what), error=struct.error
    )
    monkeypatch.setattr(colour_numbers, "struct", counted)
    reasons = {_refusal(step, content) for step in (inspect, prepared)}
    assert reasons <= {None, RefusalReason.DAMAGED}
    assert len(asked) <= colour_numbers.MOST_CHUNKS


def _refusal(step: Callable[[bytes], object], content: bytes) -> RefusalReason | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in production, where warnings are not errors
            step(content)
    except PictureRefused as refused:
        return refused.reason
    return None
