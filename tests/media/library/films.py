"""Builders of film files, small and odd."""

import struct

PLACE = b"+56.1629+009.0260+025.000/"
TELEMETRY = b"GPS 56.16 9.02 at 12 m"


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


HIDDEN = box(b"XTRA", PLACE)


def full(kind: bytes, *parts: bytes) -> bytes:
    return box(kind, bytes(4), *parts)


def entry(handler: bytes) -> bytes:
    """Return a sample entry that names its program and carries a box nobody knows."""
    named = bytes(42) + PLACE[:31].ljust(32) + bytes(4) if handler == b"vide" else bytes(28)
    return box(b"avc1", named, box(b"avcC", b"set up"), HIDDEN, box(b"wave", HIDDEN))


def track(handler: bytes, start: int, length: int, size: tuple[int, int] = (0, 0)) -> bytes:
    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    shape = struct.pack(">II", size[0] << 16, size[1] << 16)
    head = full(b"tkhd", struct.pack(">II", 77, 78), bytes(28), matrix, shape)
    table = box(
        b"stbl",
        HIDDEN,
        full(b"stsd", struct.pack(">I", 1), entry(handler)),
        full(b"stsz", struct.pack(">III", 0, 1, length)),
        full(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
        full(b"stco", struct.pack(">II", 1, start)),
    )
    elsewhere = box(b"dinf", full(b"dref", struct.pack(">I", 1), full(b"alis", PLACE)), HIDDEN)
    name = full(b"hdlr", bytes(4), handler, bytes(12), PLACE)
    media = box(b"mdia", name, HIDDEN, box(b"minf", HIDDEN, elsewhere, table))
    edits = box(b"edts", HIDDEN)
    return box(b"trak", head, edits, media, HIDDEN, box(b"udta", box(b"name", PLACE)))


def endless(table: bytes) -> bytes:
    """Return a film whose notes' ``table`` names the same bytes so often that it never ends."""
    many = 2_000_000
    bad = {
        b"stsz": (many, 0),
        b"stsc": (many, *(1, 1, 1) * 3),
        b"stco": (many, *[0] * 3),
        b"same": (3000, *[0] * 3000),
    }[table]
    honest = film()
    table, size = (b"stco", len(honest)) if table == b"same" else (table, 4)
    fine = {b"stsz": (size, 3000), b"stsc": (1, 1, 1, 1), b"stco": (1, 0)}
    fine[table] = (0, *bad) if table == b"stsz" else bad
    parts = [full(one, struct.pack(f">{len(said)}I", *said)) for one, said in fine.items()]
    handler = full(b"hdlr", bytes(4), b"meta", bytes(13))
    notes = box(b"trak", box(b"mdia", handler, box(b"minf", box(b"stbl", *parts))))
    before, inside = honest.split(b"moov", 1)
    length = int.from_bytes(before[-4:], "big") + len(notes)
    return before[:-4] + struct.pack(">I", length) + b"moov" + notes + inside


def film(*, brand: bytes = b"isom", seconds: int = 12, fragmented: bool = False) -> bytes:
    """Return a film of a few bytes with a place in three ways, as phones and drones write it."""
    start = box(b"ftyp", brand, bytes(4), b"isom")
    picture, notes = b"picture and sound " * 8, TELEMETRY
    data = box(b"mdat", picture, notes)
    first = len(start) + 8
    parts = [
        full(b"mvhd", struct.pack(">IIII", 77, 78, 1000, seconds * 1000), bytes(80)),
        track(b"vide", first, len(picture), (1080, 1920)),
        track(b"meta", first + len(picture), len(notes)),
        HIDDEN,
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0), PLACE)),
        full(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709", PLACE)),
    ]
    if fragmented:
        parts.append(box(b"mvex", bytes(8)))
    return start + data + box(b"moov", *parts) + box(b"uuid", PLACE) + HIDDEN
