"""Draw an organisation's mark or frame on a finished picture, legible whatever is under it.

The colour of the words is the one of black and white that stands out most from what lies there,
and behind them lies frosted glass, as dense as that place needs for a contrast of 4.5 to 1. All
stays inside what Instagram leaves free. Pixels go in and pixels come out: no notes of any kind.
This file needs nothing of the web.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageStat

FONT = Path(__file__).parents[2] / "static/fonts/schibsted-grotesk-latin-wght-normal.woff2"
WEIGHT = 700
# The font is the part of it that Western European languages need.
EXTRA_LETTERS = frozenset("–—‘’“”•…€™ŒœŠšŽžŸ")
ENOUGH = 4.5
MOST_LOST = 0.1  # of a logo: an edge here and there may be
VERSION = "2"  # another one when the drawing changes, so that pictures are drawn again
WHITE, INK = (255, 255, 255), (18, 24, 22)
SHARE = 0.05  # the height of the words, as a share of the picture's width
SMALLEST = 0.75  # how much smaller long words may get before they take two lines
FRAME = 0.028
BLUR = 0.008
FAR = 0.1  # from here on a band to the edge would cover too much

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """What is to be drawn: "mark" or "frame", where ("top" or "bottom"), and in whose name."""

    kind: str
    place: str
    words: str
    colour: str
    logo: str = ""  # the key of the logo's file, "" without one

    @property
    def key(self) -> str:
        """Return a name for these settings: other settings have another."""
        parts = (VERSION, self.kind, self.place, self.words, self.colour, self.logo)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def undrawable(words: str) -> str:
    """Return the letters of a text that the font does not have, each once."""
    lacks = (c for c in words if not (" " <= c <= "~" or "\xa0" <= c <= "ÿ" or c in EXTRA_LETTERS))
    return "".join(dict.fromkeys(lacks))


def draw(picture: Image.Image, free: Box, drawn: Drawn, logo: Image.Image | None) -> Image.Image:
    """Return a picture with a mark or a frame drawn on it, inside the part that stays free."""
    image = picture.convert("RGB")
    if drawn.kind == "frame":
        return _framed(image, free, drawn, logo)
    return _marked(image, free, drawn, logo)


def encoded(image: Image.Image, mimetype: str) -> bytes:
    """Return a picture as a file that holds pixels only."""
    image.info = {}  # Pillow writes some of these notes into whatever it saves
    file = io.BytesIO()
    if mimetype == "image/jpeg":
        image.save(file, "JPEG", quality=90, subsampling="4:2:0", optimize=True)
    else:
        image.save(file, "WEBP", quality=82, method=2)
    return file.getvalue()


def _marked(image: Image.Image, free: Box, drawn: Drawn, logo: Image.Image | None) -> Image.Image:
    sign = _sign(image.width, drawn.words, logo, free[2] - free[0])
    pad = round(sign.height * 0.45)
    width, height = sign.width + 2 * pad, sign.height + 2 * pad
    left = free[0]
    top = free[1] if drawn.place == "top" else free[3] - height
    box = (left, top, left + width, top + height)
    # Like frosted glass: what is small and restless behind the words gives way first.
    glass = image.crop(box).filter(ImageFilter.GaussianBlur(image.width * BLUR))
    ink = _clearest(_mean(glass))
    scrim = INK if ink == WHITE else WHITE
    glass = Image.blend(glass, Image.new("RGB", glass.size, scrim), _density(glass, ink, scrim))
    mask = Image.new("L", glass.size, 0)
    corners = (0, 0, width - 1, height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corners, radius=pad, fill=255)
    image.paste(glass, box, mask)
    image.paste(Image.new("RGB", sign.size, ink), (left + pad, top + pad), sign.getchannel("A"))
    _paste_logo(image, sign, logo, (left + pad, top + pad), ink)
    return image


def _framed(image: Image.Image, free: Box, drawn: Drawn, logo: Image.Image | None) -> Image.Image:
    colour = _rgb(drawn.colour)
    ink = _clearest(colour)
    edge = round(image.width * FRAME)
    sign = _sign(image.width, drawn.words, logo, free[2] - free[0] - 2 * edge)
    pad = round(sign.height * 0.5)
    is_top = drawn.place == "top"
    top = free[1] if is_top else free[3] - sign.height - 2 * pad
    bottom = top + sign.height + 2 * pad
    outside = free[1] if is_top else image.height - free[3]
    left = free[0] + edge
    canvas = ImageDraw.Draw(image)
    if outside > image.height * FAR:
        # A band to the edge of a story would cover a third of it: a tab carries the words instead.
        tab = (0, top, left + sign.width + 2 * pad, bottom)
        corners = (False, True, True, False)
        canvas.rounded_rectangle(tab, radius=pad, fill=colour, corners=corners)
    elif is_top:
        canvas.rectangle((0, 0, image.width, bottom), fill=colour)
    else:
        canvas.rectangle((0, top, image.width, image.height), fill=colour)
    canvas.rectangle((0, 0, image.width - 1, image.height - 1), outline=colour, width=edge)
    at = (left, top + pad)
    image.paste(Image.new("RGB", sign.size, ink), at, sign.getchannel("A"))
    _paste_logo(image, sign, logo, at, ink)
    return image


def _sign(width: int, words: str, logo: Image.Image | None, room: int) -> Image.Image:
    """Return the words as a mask of ink, with room for the logo before them."""
    size = round(width * SHARE)
    mark = _logo_size(logo, size * 2) if logo else (0, 0)
    gap = round(size * 0.55) if logo and words else 0
    font, text = _fitted(words, size, room * 0.9 - mark[0] - gap)
    ink = ImageDraw.Draw(Image.new("L", (1, 1)))
    bounds = ink.multiline_textbbox((0, 0), text, font=font, anchor="la") if text else (0, 0, 0, 0)
    ascent, descent = font.getmetrics()
    height = max(mark[1], round(bounds[3]), ascent + descent if text else 0, 1)
    sign = Image.new("RGBA", (max(mark[0] + gap + round(bounds[2]), 1), height), (0, 0, 0, 0))
    ImageDraw.Draw(sign).multiline_text(
        (mark[0] + gap, height / 2), text, font=font, fill="white", anchor="lm"
    )
    return sign


def _fitted(words: str, size: int, room: float) -> tuple[ImageFont.FreeTypeFont, str]:
    """Return words as large as they fit: on one line, else on two, else cut at the end."""
    for height in range(size, round(size * SMALLEST), -1):
        if _font(height).getlength(words) <= room:
            return _font(height), words
    font = _font(round(size * SMALLEST))
    parts = words.split()
    breaks = [(" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts))]
    lines = min(breaks, key=lambda two: max(map(font.getlength, two)), default=(words,))
    return font, "\n".join(_cut(line, font, room) for line in lines)


def _cut(line: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    while len(line) > 2 and font.getlength(line) > room:
        line = line[:-2].rstrip() + "…"
    return line


def _logo_size(logo: Image.Image, height: int) -> tuple[int, int]:
    scale = min(height / logo.height, height * 3.2 / logo.width)
    return max(round(logo.width * scale), 1), max(round(logo.height * scale), 1)


def _paste_logo(
    image: Image.Image,
    sign: Image.Image,
    logo: Image.Image | None,
    at: tuple[int, int],
    ink: Colour,
) -> None:
    """Put the logo before the words, on a plate of paper where it would not stand out itself."""
    if logo is None:
        return
    size = _logo_size(logo, round(image.width * SHARE) * 2)
    small = logo.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    left, top = at[0], at[1] + (sign.height - size[1]) // 2
    opaque = min(small.getchannel("A").tobytes()) > 250
    under = _mean(image.crop((left, top, left + size[0], top + size[1])))
    if not opaque and _is_lost(small, under):
        edge = round(size[1] * 0.14)
        plate = min((WHITE, INK), key=lambda paper: _share_lost(small, paper, 3))
        ImageDraw.Draw(image).rounded_rectangle(
            (left - edge, top - edge, left + size[0] + edge, top + size[1] + edge),
            radius=edge,
            fill=plate,
        )
    image.paste(small.convert("RGB"), (left, top), small.getchannel("A"))


def _is_lost(logo: Image.Image, under: Colour) -> bool:
    """Say whether a logo as a whole, or one of its colours, would not stand out."""
    own = _mean(logo.convert("RGB"), logo.getchannel("A"))
    return _contrast(own, under) < 3 or _share_lost(logo, under, 1.6) > MOST_LOST


def _share_lost(logo: Image.Image, under: Colour, least: float) -> float:
    """Return how much of what is seen of a logo has less than some contrast."""
    flat = logo.resize((24, 12), Image.Resampling.BOX).tobytes()
    pixels = (flat[n : n + 4] for n in range(0, len(flat), 4))
    seen = [(one[0], one[1], one[2]) for one in pixels if one[3] > 127]
    return sum(_contrast(one, under) < least for one in seen) / max(len(seen), 1)


def _density(under: Image.Image, ink: Colour, scrim: Colour) -> float:
    """Return the lightest scrim over which the words are clear, over the worst of the place too."""
    small = under.resize((24, 8), Image.Resampling.BOX)
    pixels = small.convert("RGB").tobytes()
    places = {(pixels[n], pixels[n + 1], pixels[n + 2]) for n in range(0, len(pixels), 3)}
    for step in range(4, 21):
        density = step / 20
        if all(_contrast(ink, _mixed(scrim, p, density)) >= ENOUGH for p in places):
            return density
    return 1.0


def _mixed(over: Colour, under: Colour, density: float) -> Colour:
    red, green, blue = (
        round(a * density + b * (1 - density)) for a, b in zip(over, under, strict=True)
    )
    return red, green, blue


def _mean(image: Image.Image, mask: Image.Image | None = None) -> Colour:
    if mask is not None and not mask.getbbox():
        return WHITE
    red, green, blue = (round(value) for value in ImageStat.Stat(image, mask).mean[:3])
    return red, green, blue


def _clearest(under: Colour) -> Colour:
    return WHITE if _contrast(WHITE, under) >= _contrast(INK, under) else INK


def _contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 3294.6 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([WEIGHT])
    return font
