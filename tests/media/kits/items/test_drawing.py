import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from media.kits import drawing, overlays
from media.kits.drawing import Box, Drawn
from media.library.enums import RenditionFormat

PORTRAIT, STORY, SQUARE = RenditionFormat.PORTRAIT, RenditionFormat.STORY, RenditionFormat.SQUARE
SIZES = {PORTRAIT: (1080, 1350), SQUARE: (1080, 1080), STORY: (1080, 1920)}


def picture(name: str, size: tuple[int, int]) -> Image.Image:
    """Return a picture that is hard to write on."""
    if name == "noise":
        return Image.effect_noise(size, 120).convert("RGB")
    if name == "stripes":
        made = Image.new("RGB", size, "white")
        for x in range(0, size[0], 160):
            ImageDraw.Draw(made).rectangle((x, 0, x + 79, size[1]), fill="black")
        return made
    return Image.new("RGB", size, name)


def logo() -> Image.Image:
    made = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(made).ellipse((0, 0, 119, 119), fill=(20, 89, 79, 255))
    return made


def changed(one: Image.Image, other: Image.Image) -> Box:
    """Return the part of a picture that is not as it was."""
    box = ImageChops.difference(one, other).getbbox()
    assert box
    return box


def pixels(image: Image.Image) -> list[tuple[int, int, int]]:
    flat = image.tobytes()
    return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def letters_in(signed: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    """Return where strokes of letters are, not single pixels of the picture."""
    flat = Image.new("RGB", signed.size, ink)
    red, green, blue = ImageChops.difference(signed, flat).split()
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return differs.point(lambda value: 255 * (value == 0)).filter(ImageFilter.MinFilter(3))


def weakest_contrast(signed: Image.Image, ink: tuple[int, int, int]) -> float:
    """Return how clear the letters are against the worst place beside them."""
    letters = letters_in(signed, ink)
    beside = ImageChops.subtract(
        letters.filter(ImageFilter.MaxFilter(13)), letters.filter(ImageFilter.MaxFilter(9))
    )
    places = [p for p, is_beside in zip(pixels(signed), beside.tobytes(), strict=True) if is_beside]
    # Strokes lie close, so a few of these pixels are the soft edge of the next stroke.
    found = sorted(drawing._contrast(ink, place) for place in places)
    return found[len(found) // 5]


@pytest.mark.parametrize("name", ["black", "white", "#808080", "#c81e5b", "noise", "stripes"])
@pytest.mark.parametrize("kind", ["mark", "frame"])
def test_words_are_clear_on_any_picture(app: object, kind: str, name: str) -> None:
    for place, code in (("top", PORTRAIT), ("bottom", STORY)):
        plain = picture(name, SIZES[code])
        free = overlays.free_part(code, *plain.size)
        signed = drawing.draw(plain, free, Drawn(kind, place, "Aæøå Holstebro", "#f2c230"), None)
        top = free[1] + 30 if place == "top" else free[3] - 90
        words = signed.crop((free[0] + 30, top, free[0] + 330, top + 60))
        inks = (drawing.WHITE, drawing.INK)
        shares = {ink: sum(map(bool, letters_in(words, ink).tobytes())) / 18000 for ink in inks}
        drawn_in = [ink for ink, share in shares.items() if 0.02 < share < 0.5]
        # Where the glass itself is white or ink, both are found; one of them is the letters.
        found = max(weakest_contrast(words, ink) for ink in drawn_in)
        assert found >= 4.4, (kind, name, place)


@pytest.mark.parametrize("code", list(SIZES))
@pytest.mark.parametrize("place", ["top", "bottom"])
def test_a_mark_stays_where_instagram_leaves_room(
    app: object, place: str, code: RenditionFormat
) -> None:
    plain = picture("#808080", SIZES[code])
    free = overlays.free_part(code, *plain.size)
    drawn = Drawn("mark", place, "En ret lang tekst om Åbent hus i foråret", "#14594f", "logo")
    left, top, right, bottom = changed(plain, drawing.draw(plain, free, drawn, logo()))
    assert left >= free[0] - 12  # the logo's plate has an edge
    assert (top >= free[1], right <= free[2], bottom <= free[3]) == (True, True, True)


def test_no_colour_of_a_logo_is_lost(app: object) -> None:
    two_colours = logo()
    orange = (240, 180, 40)
    ImageDraw.Draw(two_colours).rectangle((150, 40, 290, 80), fill=orange)
    square = SIZES[SQUARE]
    for colour, has_plate in (("#f2c230", True), ("#ffffff", False)):
        drawn = Drawn("frame", "bottom", "Odder", colour, "logo")
        framed = drawing.draw(picture("#808080", square), (0, 0, *square), drawn, two_colours)
        band = framed.crop((20, 900, 350, 1080))
        plain = Image.new("RGB", (1, 1), colour).tobytes()
        around = {(drawing.WHITE), (drawing.INK)} - {tuple(plain)}
        # A plate is one area; without one, white or ink of that size is nowhere.
        share = max(pixels(band).count(one) for one in around) / len(pixels(band))
        assert (share > 0.1) is has_plate, (colour, share)


def test_other_settings_have_another_key() -> None:
    first = Drawn("mark", "top", "Odder", "#14594f")
    others = [
        Drawn("frame", "top", "Odder", "#14594f"),
        Drawn("mark", "bottom", "Odder", "#14594f"),
        Drawn("mark", "top", "Odder 2", "#14594f"),
        Drawn("mark", "top", "Odder", "#14594e"),
        Drawn("mark", "top", "Odder", "#14594f", "logo.png"),
    ]
    assert len({one.key for one in [first, *others]}) == 6


def test_letters_the_font_lacks_are_named() -> None:
    assert drawing.undrawable("Åbent hus – kom! „“ ¾ é") == "„"
    assert drawing.undrawable("Привет 😀") == "Привет😀"


@pytest.mark.parametrize("mimetype", ["image/jpeg", "image/webp"])
def test_a_drawn_file_holds_pixels_only(mimetype: str) -> None:
    plain = picture("white", (400, 500))
    plain.info = {"exif": b"Exif\x00\x00secret", "comment": b"secret", "xmp": b"secret"}
    drawn = drawing.draw(plain, (20, 20, 380, 480), Drawn("mark", "top", "Odder", "#14594f"), None)
    data = drawing.encoded(drawn, mimetype)
    assert b"secret" not in data
    with Image.open(io.BytesIO(data)) as opened:
        assert (opened.size, dict(opened.getexif())) == ((400, 500), {})
