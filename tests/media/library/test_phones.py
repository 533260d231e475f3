"""What phones send: upright, in its colours, and silent about where it was taken."""

import io
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageStat

from core import films as gate
from core.image_gate import PictureFormat, inspect
from media.library.renditions import FORMATS, make_renditions
from tests.media.library import corpus, phones
from tests.media.library.films import PLACE, TELEMETRY

SQUARE = [one for one in FORMATS if one.name == "1x1"]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_picture_of_a_phone_stands_upright_in_its_colours_and_tells_nothing() -> None:
    content = phones.heic()
    stored = pillow_heif.open_heif(io.BytesIO(content))
    assert len(stored.info["depth_images"]) == 1  # it is what it is meant to be
    assert stored.info["thumbnails"]
    assert corpus.SECRET in content
    facts = inspect(content)
    assert (facts.format, (facts.width, facts.height)) == (PictureFormat.HEIC, phones.UPRIGHT)

    made = make_renditions(content, (0.8, 0.2))

    assert len(made) == 6
    for one in made:
        picture = Image.open(io.BytesIO(one.data))
        assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(picture.info)
        assert corpus.SECRET not in one.data
    (square,) = [one for one in made if one.name == "1x1"]
    red = opened(square.data).getpixel((864, 288))
    (plain,) = make_renditions(corpus.wide_gamut_jpeg(), formats=SQUARE)
    wanted = opened(plain.data).getpixel((540, 540))
    assert max(abs(a - b) for a, b in zip(red, wanted, strict=True)) < 10


def test_ten_bits_a_colour_become_eight() -> None:
    deep = phones.deep_heic()
    assert pillow_heif.open_heif(io.BytesIO(deep)).info["bit_depth"] == 10
    assert (inspect(deep).width, inspect(deep).height) == (640, 480)
    plain = corpus.saved(corpus.pixels((640, 480)), "PNG")
    one, other = (opened(make_renditions(each, formats=SQUARE)[0].data) for each in (deep, plain))
    assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 2


@pytest.mark.parametrize(("brand", "mimetype"), [(b"qt  ", gate.MOV), (b"mp42", gate.MP4)])
def test_a_film_of_a_phone_is_kept_whole_and_tells_nothing(
    brand: bytes, mimetype: str, tmp_path: Path
) -> None:
    content, path = phones.film(brand), tmp_path / "IMG_2041.MOV"
    path.write_bytes(content)
    facts = gate.inspect(path)
    assert (facts.mimetype, facts.seconds) == (mimetype, 3)
    assert (facts.width, facts.height) == phones.UPRIGHT  # it was filmed lying and is turned
    gate.forget_notes(path)
    left = path.read_bytes()
    assert gate.inspect(path).seconds == 3
    for secret in (PLACE, TELEMETRY, PLACE[:31], b"location", b"Phone"):
        assert secret in content
        assert secret not in left
    media = content.index(b"mdat") + 12
    samples = slice(media, content.index(TELEMETRY))
    assert left[samples] == content[samples]
    assert left.count(b"hvcC") == 1
