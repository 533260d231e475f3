import hashlib
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from PIL import Image

from core import heif_header
from core.boxes import number
from core.image_gate import (
    MAX_BYTES,
    PictureFacts,
    PictureFormat,
    PictureRefused,
    RefusalReason,
    inspect,
)
from tests.media.library import corpus
from tests.media.library.films import box, full

ROOT = Path(__file__).resolve().parents[2]
REFUSED = {
    "bomb": (corpus.lying_png, RefusalReason.TOO_MANY_PIXELS),
    "empty": (lambda: b"", RefusalReason.NOT_A_PICTURE),
    "text": (lambda: b"Dear all, here is the picture.", RefusalReason.NOT_A_PICTURE),
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", RefusalReason.NOT_A_PICTURE),
    "pdf": (lambda: b"%PDF-1.7 \xff\xd8\xff", RefusalReason.NOT_A_PICTURE),
    "svg": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        RefusalReason.FORMAT_NOT_ACCEPTED,
    ),
    "gif": (lambda: corpus.animated("GIF"), RefusalReason.FORMAT_NOT_ACCEPTED),
    "bmp": (lambda: corpus.saved(corpus.pixels(), "BMP"), RefusalReason.FORMAT_NOT_ACCEPTED),
    "moving png": (lambda: corpus.animated("PNG"), RefusalReason.TOO_MANY_FRAMES),
    "moving webp": (lambda: corpus.animated("WEBP"), RefusalReason.TOO_MANY_FRAMES),
    "moving avif": (lambda: corpus.animated("AVIF"), RefusalReason.TOO_MANY_FRAMES),
    "huge webp": (corpus.huge_webp, RefusalReason.TOO_MANY_PIXELS),
    "small": (lambda: corpus.jpeg((1000, 319)), RefusalReason.TOO_SMALL),
    "first bytes only": (lambda: b"\xff\xd8\xff" + bytes(400), RefusalReason.DAMAGED),
    "png head on text": (lambda: b"\x89PNG\r\n\x1a\n" + b"hello" * 50, RefusalReason.DAMAGED),
    "heic head on text": (lambda: b"\0\0\0\x18ftypheic" + bytes(400), RefusalReason.DAMAGED),
    "large": (lambda: b"\xff\xd8\xff" + bytes(MAX_BYTES), RefusalReason.TOO_LARGE_FILE),
}
JPEG, PNG = b"\xff\xd8\xff\xe0\0\2", corpus.palette_png()[:33]
ENCODERS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "HEIF": "heic", "AVIF": "avif"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize("name", REFUSED)
def test_what_we_do_not_take_is_refused_with_its_reason(name, folder):
    build, reason = REFUSED[name]
    content = build()
    path = folder / "picture.jpg"
    path.write_bytes(content)
    for source in (content, path):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in production, where warnings are not errors
            with pytest.raises(PictureRefused) as refused:
                inspect(source)
        assert refused.value.reason is reason


@pytest.mark.parametrize("encoder", ENCODERS)
def test_facts_of_each_format_are_read_whatever_the_file_is_called(encoder, folder):
    content = corpus.saved(corpus.pixels(), encoder)
    path = folder / "🌼 sommer/../\u202egpj.txt".replace("/", "_")
    path.write_bytes(content)
    expected = PictureFacts(
        format=PictureFormat(ENCODERS[encoder]),
        width=1600,
        height=1200,
        byte_size=len(content),
        checksum=hashlib.sha256(content).hexdigest(),
    )
    assert inspect(content) == expected
    assert inspect(path) == expected


@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_truncated_file_is_damaged(encoder):
    content = corpus.saved(corpus.pixels(), encoder)
    with pytest.raises(PictureRefused) as refused:
        inspect(content[: len(content) * 2 // 3])
    assert refused.value.reason is RefusalReason.DAMAGED


def test_a_turned_photo_has_the_size_people_see():
    facts = inspect(corpus.phone_photo())
    assert (facts.width, facts.height) == (1200, 1600)


def test_broken_camera_notes_do_not_cost_the_picture():
    content = corpus.saved(
        corpus.pixels(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff" + b"\xff" * 40
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert inspect(content).width == 1600


def test_an_orientation_kept_after_the_pixels_of_a_png_is_not_decoded_for():
    content = corpus.saved(corpus.pixels(), "PNG", exif=corpus.camera_notes(6))
    assert inspect(content).format is PictureFormat.PNG


def test_the_second_picture_phones_hide_in_a_jpeg_is_no_frame():
    facts = inspect(corpus.two_pictures_in_one())
    assert (facts.format, facts.width) == (PictureFormat.JPEG, 1600)


def test_bytes_behind_the_picture_are_left_to_the_re_encoding():
    assert inspect(corpus.jpeg_with_archive()).format is PictureFormat.JPEG


@pytest.mark.parametrize(
    ("start", "step"),
    [(JPEG, b"\xff"), (JPEG, b"\xff\xe0\0\2"), (PNG, b"\0\0\0\0abCd\xb9\x9e\xa3\x5c")],
    ids=["fill", "segments", "chunks"],
)
def test_a_header_of_millions_of_steps_is_refused_before_pillow_walks_it(start, step, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("Pillow was asked"))
    with pytest.raises(PictureRefused) as refused:
        inspect(start + step * 2_000_000 + corpus.palette_png()[33:])
    assert refused.value.reason is RefusalReason.DAMAGED


def test_a_heic_with_millions_of_boxes_behind_it_is_refused():
    with pytest.raises(PictureRefused) as refused:
        inspect(corpus.phone_photo("HEIF") + b"\0\0\0\x08free" * 2_500)
    assert refused.value.reason is RefusalReason.DAMAGED


def test_a_heic_that_names_millions_of_items_is_refused_at_once(monkeypatch):
    asked = []
    monkeypatch.setattr(heif_header, "number", lambda *what: asked.append(1) or number(*what))
    ipma = full(b"ipma", (2**32 - 1).to_bytes(4, "big"), bytes(3_000_000))
    sizes = box(b"ipco", full(b"ispe", bytes.fromhex("0000028000000280")))
    meta = full(b"meta", full(b"pitm", b"\0\7"), box(b"iprp", sizes, ipma))
    with pytest.raises(PictureRefused):
        inspect(box(b"ftyp", b"heic", bytes(4), b"mif1") + meta)
    assert len(asked) < 10_000


def test_global_warning_filters_stay_as_they_were():
    before = list(warnings.filters)
    with pytest.raises(PictureRefused):
        inspect(corpus.lying_png())
    assert warnings.filters == before


def test_a_bomb_is_refused_in_little_memory(folder):
    path = folder / "bomb.png"
    path.write_bytes(corpus.bomb_png())
    assert path.stat().st_size < 700_000
    # The peak is read of the process itself: getrusage would include whoever started it.
    script = """
import sys
from pathlib import Path
from core.image_gate import PictureRefused, inspect
from media.library.renditions import make_renditions
for step in (inspect, make_renditions):
    try:
        step(Path(sys.argv[1]))
    except PictureRefused as refused:
        print(refused.reason)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""
    command = [sys.executable, "-c", script, str(path)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    first, second, kilobytes = printed.split()
    assert (first, second) == ("too_many_pixels", "too_many_pixels")
    assert int(kilobytes) < 100 * 1024
