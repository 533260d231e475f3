"""The pixels of one picture: upright, in sRGB, without anything the camera noted.

Every picture in the product is decoded here, in the worker, after it has passed the gate. This file
needs nothing of the web, so it can be measured by itself.
"""

import io
from functools import cache
from math import ceil

from PIL import Image, ImageCms

from core.image_gate import PictureRefused, RefusalReason, orientation

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright_rgb(opened: Image.Image, spare: float = 1) -> Image.Image:
    """Decode a picture to upright sRGB pixels, at most `spare` times smaller than it is.

    Raises PictureRefused when the pixels are damaged.
    """
    turn = orientation(opened)
    try:
        image = _decoded(opened, spare)
    except Image.DecompressionBombError as error:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS, str(error)) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise PictureRefused(RefusalReason.DAMAGED, str(error)) from error
    profile = image.info.get("icc_profile")
    image = _to_srgb(_flattened(_in_eight_bits(image)), profile)
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
    opened.load()
    if spare >= 4:
        # Halving big originals at once keeps the later steps small and is not seen at this size.
        halved = opened.reduce(int(spare / 2))
        halved.info = opened.info
        return halved
    return opened


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow's own conversion of deep greys would turn all but the darkest white."""
    if not image.mode.startswith("I"):
        return image
    return image.point(lambda value: value * (1 / 256) + 0).convert("L")


def _flattened(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode != "RGB" or "sRGB" not in ImageCms.getProfileDescription(source):
                converted = ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is broken or made for other channels: the plain conversion is close.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
