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


def white_logo() -> bytes:
    """Return a PNG of a white bar on nothing."""
    image = Image.new("RGBA", SIZE, (255, 255, 255, 0))
    image.paste((255, 255, 255, 255), (300, 500, 1300, 700))
    return saved(image, "PNG")


def wide_gamut_jpeg() -> bytes:
    """Return a JPEG of the red that Display P3 writes as 220, 30, 40."""
    return saved(Image.new("RGB", SIZE, RED), "JPEG", quality=95, icc_profile=display_p3())


def display_p3() -> bytes:
    """Return a small ICC profile with the primaries of Display P3 and a gamma of 2.2."""
    xyz = {
        b"wtpt": (0.9505, 1.0, 1.0891),
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2919, 0.6922, 0.0419),
        b"bXYZ": (0.1572, 0.0666, 0.7841),
    }
    tags = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in values))
        for name, values in xyz.items()
    }
    gamma = b"curv\0\0\0\0" + struct.pack(">IHxx", 1, round(2.2 * 256))
    tags.update(dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma))
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", 3) + b"P3\0" + bytes(79)
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, at + len(body), len(content))
        body += padded
    head = bytearray(128)
    head[8:12], head[12:24] = b"\x02\x10\0\0", b"mntrRGB XYZ "
    head[36:40], head[68:80] = b"acsp", struct.pack(">3i", 63190, 65536, 54061)
    head[0:4] = struct.pack(">I", at + len(body))
    return bytes(head) + struct.pack(">I", len(tags)) + table + body


def turned(orientation: int) -> bytes:
    """Return a small JPEG as a camera held in one of eight ways stores it: red is top left."""
    upright = Image.new("RGB", (400, 600), (90, 90, 90))
    upright.paste(RED, (0, 0, 100, 100))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[orientation]) if orientation in back else upright
    return saved(stored, "JPEG", quality=95, exif=camera_notes(orientation))


def page_in_a_comment() -> bytes:
    return saved(pixels(), "JPEG", comment=b"<script>alert(1)</script>" + SECRET)


def huge_webp() -> bytes:
    """Return a small WebP whose header claims the largest canvas there can be."""
    content = bytearray(animated("WEBP"))
    content[24:30] = b"\xff\x3f\0" * 2
    return bytes(content)


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


def packed_pdf(pdf: bytes, objects: bytes) -> bytes:
    """Return a PDF with some more objects, packed as programs pack them."""
    stream = b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n"
    return pdf.replace(b"trailer", stream % zlib.compress(objects) + b"trailer")
