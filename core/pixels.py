"""The pixels of one picture: upright, in sRGB, without anything the camera noted.

Every picture in the product is decoded here, in a confined process of the worker's, after it has
passed the gate. This file needs nothing of the web, so it can be measured by itself.
"""

import io
from functools import cache
from itertools import chain, product
from math import ceil
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageStat

from core.colour_numbers import profile_to_convert
from core.confined import Report
from core.image_gate import (
    PictureRefused,
    RefusalReason,
    open_picture,
    orientation,
    upright_size,
)

WHITE = "#ffffff"
# What is drawn in white on nothing would not be seen on white.
NEARLY_WHITE = 225
BAND_ROWS = 128
# Greys and palettes; what is said of red, green and blue is said of what they stand for.
WITHOUT_COLOURS = ("1", "L", "P")
# Profiles of the same colours differ by less, from one maker to the next.
HARDLY = 16

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def encode_again(
    _report: Report, *, original: str, target: str, box: list[int], encoder: str, min_side: int
) -> list[int]:
    """Write a picture as pixels and nothing else, no larger than ``box``; return its size."""
    with open_picture(Path(original), min_side=min_side) as opened:
        width, height = upright_size(opened)
        image = upright_rgb(opened, max(width / box[0], height / box[1]))
    image.thumbnail((box[0], box[1]))
    options = {"optimize": True} if encoder == "PNG" else {"quality": 80}
    image.save(target, encoder, **options)
    return [image.width, image.height]


def upright_rgb(opened: Image.Image, spare: float = 1, *, paper: str = WHITE) -> Image.Image:
    """Decode a picture to upright sRGB pixels, at most `spare` times smaller than it is.

    What is transparent becomes white, or ``paper`` where white would hide what is drawn on it.
    Raises PictureRefused when the pixels are damaged.
    """
    turn, profile = orientation(opened), profile_to_convert(opened)
    try:
        image = _decoded(opened, spare)
    except Image.DecompressionBombError as error:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS, str(error)) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise PictureRefused(RefusalReason.DAMAGED, str(error)) from error
    image = _to_srgb(_flattened(_in_eight_bits(image), paper), profile)
    if turn in UPRIGHT:
        image = image.transpose(UPRIGHT[turn])
    # Pillow writes some of these notes (a JPEG comment, for one) into whatever it saves next.
    image.info = {}
    return image


def _decoded(opened: Image.Image, spare: float) -> Image.Image:
    """Decode, at 1/2, 1/4 or 1/8 where that still has a pixel for every pixel wanted."""
    if spare >= 2 and opened.format in ("JPEG", "MPO"):
        # The JPEG decoder shrinks for nothing. A HEIC would answer with its poor thumbnail.
        opened.draft(None, (ceil(opened.width / spare), ceil(opened.height / spare)))
        opened.load()
        return opened
    if spare < 2:
        opened.load()
        return opened
    # Halving big originals at once keeps the later steps small and is not seen at this size.
    step = max(2, int(spare / 2))
    if opened.format == "HEIF" and opened.mode == "RGB":
        halved = _reduced_heic(opened, step)
    else:
        halved = opened.reduce(step)
    halved.info = opened.info
    return halved


def _reduced_heic(opened: Image.Image, step: int) -> Image.Image:
    """Decode a HEIC and reduce it band by band: its pixels are never in memory twice."""
    # Imported where it is needed, as in the gate.
    from pillow_heif import open_heif  # noqa: PLC0415

    file = opened.fp  # type: ignore[attr-defined]  # a picture from a file has one until it is loaded
    file.seek(0)
    heif = open_heif(file)
    pixels, stride = heif.data, heif.stride
    width, height = heif.size
    reduced = Image.new("RGB", (ceil(width / step), ceil(height / step)))
    for top in range(0, height, step * BAND_ROWS):
        rows = min(step * BAND_ROWS, height - top)
        own = pixels[top * stride : (top + rows) * stride]
        band = Image.frombuffer("RGB", (width, rows), own, "raw", "RGB", stride, 1)
        reduced.paste(band.reduce(step), (0, top // step))
    return reduced


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow's own conversion of deep greys would turn all but the darkest white."""
    if not image.mode.startswith("I"):
        return image
    return image.point(lambda value: value * (1 / 256) + 0).convert("L")


def _flattened(image: Image.Image, paper: str) -> Image.Image:
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    alpha = image.getchannel("A")
    below = Image.new("RGB", image.size, paper if _is_lost_on_white(image, alpha) else WHITE)
    below.paste(image, mask=alpha)
    return below


def _is_lost_on_white(image: Image.Image, alpha: Image.Image) -> bool:
    seen = alpha.point(_is_seen)
    light = ImageStat.Stat(image.convert("L"), seen).mean[0] if seen.getbbox() else 0
    return light > NEARLY_WHITE and 0 in seen.tobytes()


def _is_seen(alpha: int) -> int:
    return 255 if alpha > 127 else 0


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode in WITHOUT_COLOURS and source.profile.xcolor_space == "RGB ":
                image = image.convert("RGB")
            if image.mode != "RGB" or not _is_srgb(source):
                converted = ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is broken or made for other channels: the plain conversion is close.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _is_srgb(source: ImageCms.ImageCmsProfile) -> bool:
    """Say if a profile called sRGB leaves colours alone: light without a curve is called so too."""
    if "sRGB" not in ImageCms.getProfileDescription(source):
        return False
    samples, quick = _samples(), ImageCms.Flags.NOOPTIMIZE
    shown = ImageCms.profileToProfile(samples, source, _srgb(), outputMode="RGB", flags=quick)
    if shown is None:
        return False
    moved = ImageStat.Stat(ImageChops.difference(samples, shown)).extrema
    return max(most for _least, most in moved) <= HARDLY


@cache
def _samples() -> Image.Image:
    colours = list(product((0, 12, 90, 200, 255), repeat=3))
    return Image.frombytes("RGB", (len(colours), 1), bytes(chain.from_iterable(colours)))


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
