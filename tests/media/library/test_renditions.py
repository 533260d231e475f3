import io
import math
import threading
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from core.image_gate import PictureRefused, RefusalReason, open_picture
from core.pixels import upright_rgb
from media.library.enums import RenditionFormat
from media.library.renditions import (
    FORMATS,
    MAX_RENDITION_BYTES,
    crop_box,
    in_bands,
    make_renditions,
    prepared,
)
from media.library.saliency import suggest_focal_point
from tests.media.library import corpus

SIZES = [
    ("preview", 800, 1000, "image/webp"),
    ("9x16", 1080, 1920, "image/jpeg"),
    ("3x4", 1080, 1440, "image/jpeg"),
    ("4x5", 1080, 1350, "image/jpeg"),
    ("1x1", 1080, 1080, "image/jpeg"),
    ("thumb", 400, 500, "image/webp"),
]
NOTES = (b"Exif", b"GPS", b"adobe:ns:meta", b"ICC_PROFILE", b"ICCP", b"Phone maker", b"Karen")
PORTRAIT = next(one for one in FORMATS if one.name == "4x5")


def opened(rendition):
    return Image.open(io.BytesIO(rendition.data)).convert("RGB")


def psnr(one, other):
    spread = ImageStat.Stat(ImageChops.difference(one, other))
    error = sum(spread.sum2) / sum(spread.count)
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def has_red(image):
    red, green, _ = image.split()
    only_red = ImageChops.subtract(red, green).point(lambda value: 255 if value > 100 else 0)
    return only_red.getbbox() is not None


def is_near(pixel, expected):
    return all(abs(one - other) <= 12 for one, other in zip(pixel, expected, strict=True))


def test_every_format_is_made_in_its_size_and_under_the_limit():
    made = make_renditions(corpus.PHOTOS / "sunset.jpg")
    assert [(one.name, one.width, one.height, one.mimetype) for one in made] == SIZES
    for rendition in made:
        image = Image.open(io.BytesIO(rendition.data))
        assert image.size == (rendition.width, rendition.height)
        assert f"image/{image.format.lower()}" == rendition.mimetype
        assert len(rendition.data) <= MAX_RENDITION_BYTES


def test_the_names_are_those_the_library_stores():
    assert {one.name for one in FORMATS} <= {code.value for code in RenditionFormat}


def test_a_picture_of_pure_noise_stays_under_the_limit():
    noise = Image.merge("RGB", [Image.effect_noise((1080, 1920), 200) for _ in range(3)])
    made = make_renditions(corpus.saved(noise, "JPEG", quality=95))
    assert max(len(one.data) for one in made) <= MAX_RENDITION_BYTES


@pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_nothing_of_the_camera_survives_and_the_photo_stands_upright(encoder):
    photo = corpus.phone_photo(encoder)
    assert corpus.SECRET in photo or encoder == "PNG"  # a leak test needs something to leak
    for rendition in make_renditions(photo, (0.8, 0.2)):
        for note in (*NOTES, corpus.SECRET):
            assert note not in rendition.data
        image = Image.open(io.BytesIO(rendition.data))
        assert not image.getexif()
        assert not {"icc_profile", "comment", "xmp", "exif"} & set(image.info)
        assert has_red(opened(rendition))


@pytest.mark.parametrize("build", [corpus.jpeg_with_archive, corpus.page_in_a_comment])
def test_what_hides_in_a_picture_is_gone(build):
    for rendition in make_renditions(build()):
        assert b"PK\x03\x04" + corpus.SECRET not in rendition.data
        assert b"<script>" not in rendition.data


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (6000, 1400), (1200, 1200)])
@pytest.mark.parametrize("focal", [(0.06, 0.5), (0.94, 0.06), (0.5, 0.94), (0.5, 0.4)])
def test_the_focal_point_is_inside_every_crop(size, focal):
    picture = corpus.saved(corpus.marked(size, focal), "JPEG", quality=85)
    assert all(has_red(opened(one)) for one in make_renditions(picture, focal))


def test_a_focal_point_in_the_corner_gives_a_box_inside_the_picture():
    assert crop_box((3000, 2000), PORTRAIT, (0, 0)) == (0, 0, 1600, 2000)
    assert crop_box((3000, 2000), PORTRAIT, (1, 1)) == (1400, 0, 3000, 2000)
    assert crop_box((1000, 2000), PORTRAIT, (0.5, 0.5)) == (0, 375, 1000, 1625)


def test_a_small_original_is_enlarged_and_says_so():
    made = make_renditions(corpus.jpeg((1000, 1000)))
    assert {one.name for one in made if one.enlarged} == {"9x16", "3x4", "4x5", "1x1"}


def test_clear_parts_become_white():
    square = next(one for one in make_renditions(corpus.png_with_alpha()) if one.name == "1x1")
    image = opened(square)
    assert is_near(image.getpixel((40, 540)), (255, 255, 255))
    assert is_near(image.getpixel((1040, 540)), corpus.RED)


def test_what_is_drawn_in_white_stands_on_the_organisations_colour():
    logo = prepared(corpus.white_logo(), paper="#14594f").image
    assert logo.getpixel((800, 600)) == (255, 255, 255)
    assert logo.getpixel((10, 10)) == (0x14, 0x59, 0x4F)
    other = prepared(corpus.png_with_alpha(), paper="#14594f").image
    assert other.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_in_any_position_stands_upright(orientation):
    image = prepared(corpus.turned(orientation)).image
    assert image.size == (400, 600)
    assert is_near(image.getpixel((50, 50)), corpus.RED)
    assert is_near(image.getpixel((350, 550)), (90, 90, 90))


@pytest.mark.parametrize("name", [b"P3\0\0\0", b"sRGB\0"])
def test_colours_of_a_wide_screen_keep_their_look_whatever_their_profile_is_called(name):
    photo = corpus.wide_gamut_jpeg().replace(
        b"\3P3\0\0\0", bytes([len(name.rstrip(b"\0")) + 1]) + name
    )
    assert name in photo
    red, green, blue = prepared(photo).image.getpixel((800, 600))
    assert red > 230  # the same red needs more of it in sRGB
    assert green < 30
    assert blue < 45


def test_a_profile_of_srgb_changes_nothing():
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for encoder in ("PNG", "WEBP"):
        photo = corpus.saved(corpus.pixels(), encoder, lossless=True, icc_profile=own)
        assert prepared(photo).image.tobytes() == corpus.pixels().tobytes()


def test_print_colours_become_screen_colours():
    for rendition in make_renditions(corpus.cmyk_jpeg(), (0.5, 0.5)):
        image = opened(rendition)
        assert is_near(image.getpixel((image.width // 2, image.height // 2)), corpus.RED)


@pytest.mark.parametrize("build", [corpus.palette_png, corpus.two_pictures_in_one])
def test_unusual_pictures_keep_their_colours(build):
    expected = corpus.pixels().getpixel((800, 600))
    made = opened(make_renditions(build(), (0.5, 0.5))[1])
    assert all(
        abs(one - other) < 40
        for one, other in zip(made.getpixel((540, 960)), expected, strict=True)
    )


def test_sixteen_bits_of_grey_become_eight():
    made = opened(make_renditions(corpus.deep_grey_png())[1])
    assert is_near(made.getpixel((540, 960)), (128, 128, 128))


@pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_damage_found_while_decoding_is_refused(encoder):
    content = corpus.saved(corpus.pixels(), encoder)
    with pytest.raises(PictureRefused) as refused:
        make_renditions(content[: len(content) * 2 // 3])
    assert refused.value.reason is RefusalReason.DAMAGED


def test_a_large_heic_is_reduced_in_bands_as_it_would_be_at_once():
    photo = corpus.saved(corpus.pixels((1101, 803)), "HEIF", exif=corpus.camera_notes(6))
    with open_picture(photo) as in_bands, open_picture(photo) as at_once:
        made = upright_rgb(in_bands, 4.2)
        assert made.tobytes() == at_once.reduce(2).convert("RGB").tobytes()
    assert made.size == (402, 551)  # upright, and with the last row and column
    with open_picture(photo) as cut:
        cut.fp = io.BytesIO(photo[: len(photo) * 2 // 3])
        with pytest.raises(PictureRefused):
            upright_rgb(cut, 4.2)


def test_progress_is_told_in_the_callers_thread():
    told = []
    make_renditions(
        corpus.jpeg(), on_done=lambda done, total: told.append((done, total, threading.get_ident()))
    )
    assert told == [(done, 6, threading.get_ident()) for done in range(1, 7)]


@pytest.mark.parametrize("focal", [(0.5, 0.4), (0.31, 0.77)])
@pytest.mark.parametrize("resample", [Image.Resampling.HAMMING, Image.Resampling.BICUBIC])
def test_bands_join_without_a_seam(focal, resample):
    size = (PORTRAIT.width, PORTRAIT.height)
    with Image.open(corpus.PHOTOS / "trail.jpg") as photo:
        box = crop_box(photo.size, PORTRAIT, focal)
        at_once = photo.resize(size, resample, box=box)
        spread = ImageChops.difference(in_bands(photo, size, resample, box), at_once)
    assert max(most for _least, most in spread.getextrema()) <= 1  # a rounded half, anywhere


def test_shrinking_while_decoding_is_not_seen():
    with Image.open(corpus.PHOTOS / "trail.jpg") as photo:
        large = photo.resize((4800, 3600), Image.Resampling.BICUBIC)
    content = corpus.saved(large, "JPEG", quality=92)
    with Image.open(io.BytesIO(content)) as image:
        full = image.convert("RGB")
    with open_picture(content) as picture:
        assert upright_rgb(picture, 2).size == (2400, 1800)
    finest = [replace(one, quality=100) for one in FORMATS if one.encoder == "JPEG"]
    for rendition, wanted in zip(make_renditions(content, formats=finest), finest, strict=True):
        box = crop_box(full.size, wanted, (0.5, 0.4))
        plain = full.resize((wanted.width, wanted.height), Image.Resampling.LANCZOS, box=box)
        assert psnr(opened(rendition), plain) >= 40


@pytest.mark.parametrize("at", [(0.2, 0.3), (0.75, 0.3), (0.5, 0.7)])
def test_a_single_subject_is_suggested_as_focal_point(at):
    across, down = suggest_focal_point(corpus.marked((1600, 1200), at))
    assert abs(across - at[0]) < 0.12
    assert abs(down - at[1]) < 0.12


def test_the_suggestion_for_a_file_is_for_the_upright_picture():
    across, down = suggest_focal_point(prepared(corpus.phone_photo()).image)
    assert abs(across - 0.8) < 0.12
    assert abs(down - 0.2) < 0.12


def test_an_empty_picture_is_cut_around_its_middle():
    across, down = suggest_focal_point(Image.new("RGB", (900, 900), "white"))
    assert abs(across - 0.5) < 0.05
    assert abs(down - 0.42) < 0.05


STRIPS = {  # what is cut out of a photograph, and between which shares of its long side to look
    "the sun over hills": ("sunset.jpg", (0, 0.31, 1, 0.685), (0.42, 0.56)),
    "the sun in a smooth sky": ("sunset.jpg", (0, 0.09, 1, 0.465), (0.42, 0.56)),
    "a dog beside boards": ("friends.jpg", (0, 0.417, 1, 0.583), (0.48, 0.62)),
    "a fir before a wood": ("meadow.jpg", (0, 0.31, 1, 0.685), (0.65, 0.8)),
    "mountains, not grass": ("meadow.jpg", (0.39, 0, 0.61, 1), (0.15, 0.56)),
    "clouds, not grass": ("trail.jpg", (0.09, 0, 0.34, 1), (0.24, 0.5)),
    "the sun, not the ground": ("sunset.jpg", (0.39, 0, 0.61, 1), (0.4, 0.56)),
    "a flower low down": ("dandelions.jpg", (0.72, 0, 0.91, 1), (0.62, 0.85)),
}


@pytest.mark.parametrize("name", STRIPS)
def test_the_subject_of_a_panorama_or_a_very_tall_picture_is_found(name):
    file, (left, top, right, bottom), (first, last) = STRIPS[name]
    with Image.open(corpus.PHOTOS / file) as photo:
        photo.draft("RGB", (640, 640))
        box = (photo.width * left, photo.height * top, photo.width * right, photo.height * bottom)
        strip = photo.crop(tuple(round(edge) for edge in box))
    seen = suggest_focal_point(strip)[0 if strip.width > strip.height else 1]
    assert max(strip.size) > 2.7 * min(strip.size)
    assert first < seen < last


@pytest.mark.parametrize("at", [0.1, 0.35, 0.88])
@pytest.mark.parametrize("size", [(2000, 400), (400, 2000)])
def test_a_small_subject_far_out_in_an_extreme_shape_is_found(size, at):
    long = size[0] > size[1]
    across, down = suggest_focal_point(corpus.marked(size, (at, 0.5) if long else (0.5, at)))
    assert abs((across if long else down) - at) < 0.05
