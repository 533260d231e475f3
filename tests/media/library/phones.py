"""Builders of files as phones write them: HEIC with all that comes along, and films in HEVC."""

import io
import struct
from functools import cache

import pillow_heif
from PIL import Image

from core.boxes import Box, boxes, find, number
from tests.media.library import corpus
from tests.media.library.films import PLACE, TELEMETRY, box, full

UPRIGHT = (480, 640)


@cache
def heic() -> bytes:
    """Return what an iPhone held upright stores.

    It lies on its side in tiles, in the colours of its screen, with a place, a small copy and a
    depth map; the red patch is near the top right corner once it stands upright.
    """
    picture = corpus.marked(UPRIGHT, (0.8, 0.2))
    stored = pillow_heif.from_pillow(picture.transpose(Image.Transpose.ROTATE_90))
    stored.info.update(
        exif=corpus.camera_notes(6),
        xmp=corpus.XMP,
        icc_profile=corpus.display_p3(),
        icc_profile_type="prof",
        thumbnails=[160],
    )
    stored.add_from_pillow(Image.new("L", (120, 160), 90))
    file = io.BytesIO()
    stored.save(file, quality=90, tile_size=256)
    return with_depth(file.getvalue())


@cache
def deep_heic() -> bytes:
    """Return a HEIC of ten bits a colour, as cameras and new phones store it."""
    pixels = corpus.pixels((640, 480)).tobytes()
    deep = bytes(one for value in pixels for one in (value, value))
    file = io.BytesIO()
    pillow_heif.from_bytes(mode="RGB;16", size=(640, 480), data=deep).save(file, quality=95)
    return file.getvalue()


def with_depth(content: bytes) -> bytes:
    """Make the last picture of a HEIC the depth map of the first."""
    meta = find(content, b"meta")
    assert meta
    inside = {one.kind: one for one in boxes(content, meta.body + 4, meta.end)}
    names = inside[b"iinf"]
    listed = boxes(content, names.body + 6, names.end)
    last = max(number(content, one.body + 4, 2) for one in listed)
    holder = {one.kind: one for one in boxes(content, inside[b"iprp"].body, inside[b"iprp"].end)}
    known = len(list(boxes(content, holder[b"ipco"].body, holder[b"ipco"].end)))
    kind = full(b"auxC", b"urn:mpeg:hevc:2015:auxid:2\0")
    reference = box(b"auxl", struct.pack(">HHH", last, 1, 1))
    said = bytearray(_grown(content, holder[b"ipma"], bytes([known + 1])))
    at = entry = 16
    for _ in range(number(said, 12, 4)):
        entry, at = at, at + 3 + said[at + 2]
    said[entry + 2] += 1
    new = {
        b"iprp": box(b"iprp", _grown(content, holder[b"ipco"], kind), bytes(said)),
        b"iref": _grown(content, inside[b"iref"], reference),
        b"iloc": _moved(content, inside[b"iloc"], len(kind) + 1 + len(reference)),
    }
    whole = b"".join(new.get(name, content[b.start : b.end]) for name, b in inside.items())
    return content[: meta.start] + full(b"meta", whole) + content[meta.end :]


def _grown(content: bytes, one: Box, more: bytes) -> bytes:
    return box(one.kind, content[one.body : one.end], more)


def _moved(content: bytes, places: Box, by: int) -> bytes:
    """Return where the items of a HEIC lie, further on by some bytes where they are in the file."""
    moved = bytearray(content[places.start : places.end])
    assert moved[8] == 1
    sizes = number(moved, 12, 2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    at = 16
    for _ in range(number(moved, 14, 2)):
        lies_here = number(moved, at + 2, 2) & 15 == 0
        at += 6 + base
        for _ in range(number(moved, at, 2)):
            start = at + 2 + index
            if lies_here:
                further = number(moved, start, offset) + by
                moved[start : start + offset] = further.to_bytes(offset, "big")
            at = start + offset + length - 2
        at += 2
    return bytes(moved)


def film(brand: bytes = b"qt  ", *, frames: int = 90) -> bytes:
    """Return three seconds of HEVC filmed upright: turned by a note, with its header at the end."""
    still = corpus.saved(corpus.pixels((640, 480)), "HEIF", quality=40)
    meta = find(still, b"meta")
    assert meta
    known = find(still, b"iprp/ipco", meta.body + 4, meta.end)
    data = find(still, b"mdat")
    assert known
    assert data
    setup = next(one for one in boxes(still, known.body, known.end) if one.kind == b"hvcC")
    frame = still[data.body : data.end]
    start = box(b"ftyp", brand, bytes(4), brand) + box(b"wide")
    content = frame * frames + TELEMETRY
    # Sixty-four bits of length, however short the film is.
    media = struct.pack(">I4sQ", 1, b"mdat", 16 + len(content)) + content
    first = len(start) + 16
    turned = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 480 << 16, 0, 1 << 30)
    head = bytes(28) + turned + struct.pack(">II", 640 << 16, 480 << 16)
    shown = bytes(6) + struct.pack(">H16xHHII4xH", 1, 640, 480, 72 << 16, 72 << 16, 1)
    entry = box(b"hvc1", shown + PLACE[:31].ljust(32), bytes(4), still[setup.start : setup.end])
    known_by = box(b"keys", b"com.apple.quicktime.location.ISO6709")
    notes = box(b"mebx", bytes(6), b"\0\1", known_by)
    movie = box(
        b"moov",
        full(b"mvhd", struct.pack(">IIII", 77, 78, 600, 20 * frames), bytes(80)),
        _track(b"vide", entry, first, [len(frame)] * frames, head),
        _track(b"meta", notes, first + len(frame) * frames, [len(TELEMETRY)], bytes(72)),
        full(b"meta", full(b"hdlr", bytes(4), b"mdta", bytes(13)), known_by, box(b"ilst", PLACE)),
    )
    return start + media + movie


def _track(handler: bytes, entry: bytes, start: int, sizes: list[int], head: bytes) -> bytes:
    many = len(sizes)
    table = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), entry),
        full(b"stts", struct.pack(">III", 1, many, 20)),
        full(b"stsc", struct.pack(">IIII", 1, 1, many, 1)),
        full(b"stsz", struct.pack(f">II{many}I", 0, many, *sizes)),
        full(b"stco", struct.pack(">II", 1, start)),
    )
    name = full(b"hdlr", b"mhlr", handler, bytes(12), b"\x05Phone")
    media = box(b"mdia", full(b"mdhd", bytes(20)), name, box(b"minf", table))
    return box(b"trak", full(b"tkhd", struct.pack(">II", 77, 78), head), media)
