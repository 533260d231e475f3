"""Signed papers as they come: a picture, or a PDF from a scanner. No page ever shows one."""

import re
import uuid
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from core import pictures, refusals, storage
from core.image_gate import MAX_BYTES, PictureRefused, RefusalReason
from media.library.people.errors import PaperRefused, PaperWithActs, PaperWithPassword

PDF = "application/pdf"
MEGABYTES = MAX_BYTES // (1024 * 1024)


def _spelt(name: str) -> bytes:
    """Return what finds a name of a PDF: each letter may be written as its number."""
    return b"".join(b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name.encode())


# What a scanner never writes: programs, files inside the file, and forms that hold programs.
NEVER_SCANNED = (
    *("JavaScript", "JS", "Launch", "EmbeddedFiles", "EmbeddedFile"),
    *("RichMedia", "XFA", "SubmitForm"),
)
# Only what begins like one of them is looked at further: a file may be nothing but strokes.
BEGINS = rb"(?=[%s]|#[45])" % "".join(sorted({name[0] for name in NEVER_SCANNED})).encode()
ACTS = re.compile(rb"/%s(?:%s)\b" % (BEGINS, b"|".join(map(_spelt, NEVER_SCANNED))))
PASSWORD = re.compile(rb"/%s\b" % _spelt("Encrypt"))
# Objects may be packed into a stream, which says so just before it begins.
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKED = re.compile(rb"/%s\b" % _spelt("ObjStm"))
MOST_UNPACKED = 8 * 1024 * 1024
MOST_STREAMS = 20_000


class Paper(NamedTuple):
    """A paper that is kept: where, of which type, and how much it takes up."""

    key: str
    mimetype: str
    byte_size: int


def keep(content: bytes) -> Paper:
    """Store a paper. Raises a PaperRefused, and StorageUnavailable."""
    if content.startswith(b"%PDF-"):
        return _keep_pdf(content)
    try:
        key, facts = pictures.keep_original(content, folder="papers")
    except PictureRefused as refused:
        raise PaperRefused(refusals.reason(refused.reason, megabytes=MEGABYTES)) from refused
    return Paper(key, facts.format.mimetype, len(content))


def _keep_pdf(content: bytes) -> Paper:
    if len(content) > MAX_BYTES:
        raise PaperRefused(refusals.reason(RefusalReason.TOO_LARGE_FILE, megabytes=MEGABYTES))
    if b"%%EOF" not in content[-2048:]:
        raise PaperRefused(refusals.reason(RefusalReason.DAMAGED, megabytes=MEGABYTES))
    if PASSWORD.search(content):
        raise PaperWithPassword
    if any(ACTS.search(part) for part in chain((content,), _unpacked(content))):
        raise PaperWithActs
    key = f"papers/{uuid.uuid4().hex}.pdf"
    storage.save(key, content, mimetype=PDF)
    return Paper(key, PDF, len(content))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the objects that are packed. Raises PaperRefused when they cannot be looked into."""
    room, last = MOST_UNPACKED, 0
    for number, stream in enumerate(STREAM.finditer(content)):
        if number > MOST_STREAMS:
            raise PaperWithActs
        before, last = content[last : stream.start()], stream.end()
        if not PACKED.search(before):
            continue
        unpacking = zlib.decompressobj()
        packed = content[stream.end() : content.find(b"endstream", stream.end())]
        try:
            objects = unpacking.decompress(packed, room)
        except zlib.error as error:
            raise PaperWithActs from error
        room -= len(objects)
        if not unpacking.eof or room <= 0:
            raise PaperWithActs
        yield objects
