"""The formats made of one picture: four for Instagram, two small ones for our own pages.

A picture is decoded once, as small as the largest crop allows, turned upright, converted to sRGB
and flattened onto white, or onto the organisation's colour where white would hide it; each format
is then cut around the focal point, resized and encoded on its own thread. Nothing of the camera's
notes (EXIF, GPS, XMP, comments, profiles) survives: an output carries pixels only.

The uploaded original is kept for one purpose, making renditions again when the focal point moves.
It still holds the camera's notes and is never served to anyone.
"""

import io
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from PIL import Image

from core.image_gate import open_picture, upright_size
from core.pixels import WHITE, upright_rgb

MAX_RENDITION_BYTES = 2 * 1024 * 1024
MAX_THREADS = 5
# Resizing row by row needs memory for all rows at work; in bands, more threads fit into the same.
BAND_ROWS = 256
WEBP_EFFORT = 2
# From this step on Hamming stays above 40 dB beside Lanczos at half its cost; below it, bicubic.
LONG_STEP = 4 / 3
# A preview may take its first whole-number step by averaging.
PREVIEW_GAP = 1.0
CENTRE = (0.5, 0.4)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Format:
    """One shape a picture is made in."""

    name: str
    width: int
    height: int
    encoder: str
    quality: int

    @property
    def mimetype(self) -> str:
        """Return the type to serve it under."""
        return f"image/{self.encoder.lower()}"

    @property
    def extension(self) -> str:
        """Return the ending of its file name, without the dot."""
        return "jpg" if self.encoder == "JPEG" else self.encoder.lower()


@dataclass(frozen=True)
class Rendered:
    """A finished format. `enlarged` says the original had too few pixels for it."""

    name: str
    width: int
    height: int
    mimetype: str
    data: bytes
    enlarged: bool


# The costliest comes first, so that the last thread to finish started early. The names are those of
# RenditionFormat, as plain text: this file needs nothing of the web.
FORMATS = (
    Format("preview", 800, 1000, "WEBP", 80),
    Format("9x16", 1080, 1920, "JPEG", 88),
    Format("3x4", 1080, 1440, "JPEG", 88),
    Format("4x5", 1080, 1350, "JPEG", 88),
    Format("1x1", 1080, 1080, "JPEG", 88),
    Format("thumb", 400, 500, "WEBP", 78),
)


@dataclass(frozen=True)
class Prepared:
    """A picture's pixels, decoded no larger than needed; width and height are the upright ones."""

    image: Image.Image
    width: int
    height: int


def prepared(
    source: Path | bytes, formats: Sequence[Format] = FORMATS, *, paper: str = WHITE
) -> Prepared:
    """Decode a picture as large as its formats need it.

    Raises PictureRefused when the picture is not one we accept or cannot be decoded.
    """
    with open_picture(source) as opened:
        width, height = upright_size(opened)
        spare = min(min(width / one.width, height / one.height) for one in formats)
        return Prepared(upright_rgb(opened, spare, paper=paper), width, height)


def make_renditions(
    source: Path | bytes,
    focal: tuple[float, float] = CENTRE,
    *,
    formats: Sequence[Format] = FORMATS,
    on_done: Callable[[int, int], None] | None = None,
    threads: int | None = None,
) -> list[Rendered]:
    """Return the picture in each format, in the order of `formats`.

    Raises PictureRefused when the picture is not one we accept or cannot be decoded.
    """
    return cut(prepared(source, formats), focal, formats=formats, on_done=on_done, threads=threads)


def cut(
    picture: Prepared,
    focal: tuple[float, float],
    *,
    formats: Sequence[Format] = FORMATS,
    on_done: Callable[[int, int], None] | None = None,
    threads: int | None = None,
) -> list[Rendered]:
    """Return a decoded picture in each format.

    `focal` is the point to keep in sight, as shares of the upright picture's width and height.
    `on_done(finished, total)` is called in the caller's own thread.
    """
    image = picture.image
    boxes = [crop_box((picture.width, picture.height), one, focal) for one in formats]
    scale = (image.width / picture.width, image.height / picture.height)
    with ThreadPoolExecutor(threads or threads_for(os.cpu_count() or 1)) as pool:
        waiting = [
            pool.submit(_rendered, image, one, box, scale)
            for one, box in zip(formats, boxes, strict=True)
        ]
        _report(waiting, on_done)
    return [future.result() for future in waiting]


def threads_for(cores: int) -> int:
    """Return how many formats to make at a time: one more than cores, so that none is ever idle."""
    return min(cores + 1, MAX_THREADS)


def crop_box(size: tuple[int, int], wanted: Format, focal: tuple[float, float]) -> Box:
    """Return the largest box of the format's shape, as near the focal point as the edges allow."""
    width, height = size
    shape = wanted.width / wanted.height
    box_width, box_height = min(width, height * shape), min(height, width / shape)
    left = min(max(focal[0] * width - box_width / 2, 0), width - box_width)
    top = min(max(focal[1] * height - box_height / 2, 0), height - box_height)
    return left, top, left + box_width, top + box_height


def _report(waiting: list[Future[Rendered]], on_done: Callable[[int, int], None] | None) -> None:
    for finished, future in enumerate(as_completed(waiting), start=1):
        future.result()
        if on_done:
            on_done(finished, len(waiting))


def _rendered(image: Image.Image, wanted: Format, box: Box, scale: tuple[float, float]) -> Rendered:
    left, top, right, bottom = box
    scaled = (
        left * scale[0],
        top * scale[1],
        min(right * scale[0], image.width),
        min(bottom * scale[1], image.height),
    )
    cut = _resized(image, wanted, scaled)
    return Rendered(
        name=wanted.name,
        width=wanted.width,
        height=wanted.height,
        mimetype=wanted.mimetype,
        data=_encoded(cut, wanted),
        # Half a pixel is rounding, not enlargement.
        enlarged=right - left < wanted.width - 0.5,
    )


def _resized(image: Image.Image, wanted: Format, box: Box) -> Image.Image:
    step = (box[2] - box[0]) / wanted.width
    resample = Image.Resampling.HAMMING if step >= LONG_STEP else Image.Resampling.BICUBIC
    size = (wanted.width, wanted.height)
    if wanted.encoder == "JPEG":
        return in_bands(image, size, resample, box)
    return image.resize(size, resample, box=box, reducing_gap=PREVIEW_GAP)


def in_bands(
    image: Image.Image, size: tuple[int, int], resample: Image.Resampling, box: Box
) -> Image.Image:
    """Resize band by band; a band reads what it needs beyond its edges, so no seam is seen."""
    width, height = size
    left, top, right, bottom = box
    rows = (bottom - top) / height
    cut = Image.new("RGB", size)
    for first in range(0, height, BAND_ROWS):
        last = min(first + BAND_ROWS, height)
        band = (left, top + first * rows, right, min(top + last * rows, bottom))
        cut.paste(image.resize((width, last - first), resample, box=band), (0, first))
    return cut


def _encoded(image: Image.Image, wanted: Format) -> bytes:
    """Return the file; a picture too rich for the size limit gives up quality, never pixels."""
    for quality in range(wanted.quality, 39, -8):
        if wanted.encoder == "JPEG":
            data = _jpeg(image, quality)
        else:
            file = io.BytesIO()
            image.save(file, wanted.encoder, quality=quality, method=WEBP_EFFORT)
            data = file.getvalue()
        if len(data) <= MAX_RENDITION_BYTES:
            break
    return data


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # Into a real file the encoder runs beside the other threads; into memory they take turns.
    with TemporaryFile() as file:
        image.save(file, "JPEG", quality=quality, subsampling="4:2:0")
        file.seek(0)
        return file.read()
