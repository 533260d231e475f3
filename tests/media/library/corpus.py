"""Builders of odd picture files, as people and attackers send them."""

import io
import struct
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw, TiffImagePlugin
from pillow_heif import register_heif_opener

PHOTOS = Path(__file__).resolve().parents[3] / "demo" / "photos"
SIZE = (1600, 1200)
RED = (220, 30, 40)
SECRET = b"Krogvej 14, Hedensted"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Karen</dc:creator></x:xmpmeta>'


@cache
def pixels(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a soft gradient, so that compression and rounding have something to work on."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, down, Image.new("L", size, 120)))


def marked(size: tuple[int, int], at: tuple[float, float]) -> Image.Image:
    """Return a grey picture with one red patch around the point."""
    image = Image.new("RGB", size, (90, 90, 90))
    x, y, half = at[0] * size[0], at[1] * size[1], min(size) / 40
    ImageDraw.Draw(image).rectangle((x - half, y - half, x + half, y + half), fill=RED)
    return image


def saved(image: Image.Image, encoder: str, **options: object) -> bytes:
    if encoder == "HEIF":
        register_heif_opener()
    file = io.BytesIO()
    image.save(file, encoder, **options)
    return file.getvalue()


def jpeg(size: tuple[int, int] = SIZE) -> bytes:
    return saved(pixels(size), "JPEG", quality=90)


def camera_notes(orientation: int = 1) -> bytes:
    """Return EXIF with an orientation, a maker, a comment and a place."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone maker"
    exif[0x010E] = SECRET.decode()
    degrees = TiffImagePlugin.IFDRational
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (degrees(55), degrees(46), degrees(12)), 3: "E", 4: (degrees(9),) * 3}
    )
    return exif.tobytes()


def phone_photo(encoder: str = "JPEG", orientation: int = 6) -> bytes:
    """Return a picture that must be turned, with GPS, XMP, a comment and a wide colour profile."""
    options: dict[str, object] = {"exif": camera_notes(orientation), "xmp": XMP}
    if encoder == "JPEG":
        options["comment"] = SECRET
    # Stored lying on its side: upright, the red patch is near the top right corner.
    upright = marked((1200, 1600), (0.8, 0.2))
    stored = upright.transpose(Image.Transpose.ROTATE_90) if orientation == 6 else upright
    return saved(stored, encoder, icc_profile=other_profile(), **options)


def other_profile() -> bytes:
    """Return a valid profile that is not called sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def cmyk_jpeg() -> bytes:
    return saved(marked(SIZE, (0.5, 0.5)).convert("CMYK"), "JPEG", quality=92)


def png_with_alpha() -> bytes:
    """Return a PNG that is clear on its left half and red on its right."""
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.paste((*RED, 255), (SIZE[0] // 2, 0, *SIZE))
    return saved(image, "PNG")


def palette_png() -> bytes:
    return saved(pixels().quantize(32), "PNG", transparency=3)


def deep_grey_png() -> bytes:
    """Return a grey PNG of sixteen bits a pixel, mid-grey all over."""
    return saved(Image.new("I;16", SIZE, 0x8000), "PNG")


def bomb_png(side: int = 13_000) -> bytes:
    """Return a valid PNG of side x side pixels in about half a megabyte."""
    row = b"\0" + bytes(side * 3)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def lying_png(side: int = 13_000) -> bytes:
    """Return a small PNG whose header claims side x side pixels."""
    content = bytearray(saved(pixels((400, 400)), "PNG"))
    content[8:33] = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return bytes(content)


def animated(encoder: str) -> bytes:
    frames = [Image.new("RGB", (400, 400), (shade, 0, 0)) for shade in (10, 120, 240)]
    return saved(frames[0], encoder, save_all=True, append_images=frames[1:], duration=80)


def two_pictures_in_one() -> bytes:
    """Return the JPEG with a second picture behind it that many phones save."""
    return saved(pixels(), "MPO", save_all=True, append_images=[pixels((400, 300))])


def jpeg_with_archive() -> bytes:
    return jpeg() + b"PK\x03\x04" + SECRET + b"<script>alert(1)</script>"


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
