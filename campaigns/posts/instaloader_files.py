"""What Instaloader saved of posts, read offline: a zip of its folder, a JSON or a json.xz file.

Nothing here goes online. The library itself would, as soon as a saved file lacks a field, so its
files are read as the plain JSON they are. Names inside a zip choose what is read and are never
used as paths; files of comments are not opened at all. Everything has a limit on what it may
unpack to, counted in bytes that come out, since what a file says of its own size may be a lie.
"""

import json
import lzma
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from campaigns.posts import instaloader_nodes as nodes
from campaigns.posts.instaloader_nodes import SavedPost, SavedProfile
from core.errors import DomainError
from core.sent_zips import DAMAGED, names_more_than

MEGABYTE = 1024 * 1024
XZ_START = b"\xfd7zXZ\0"
READ = (".json", ".json.xz")
LONGEST_NAME = 80
COMMENTS = ("_comments.json", "_comments.json.xz")  # other people's words: nobody here needs them
DAMAGE = (lzma.LZMAError, *DAMAGED)


@dataclass(frozen=True)
class Limits:
    """How much is read; what has more is refused whole, never cut off in silence."""

    megabytes: int = 25  # of the file as it arrives
    entries: int = 20_000  # of a zip, pictures and all
    posts: int = 2_000
    one_file: int = 5 * MEGABYTE  # unpacked
    unpacked: int = 100 * MEGABYTE  # of all files together
    ratio: int = 100  # between what comes out of a zip's file and what is stored, over a megabyte
    unpacking_memory: int = 64 * MEGABYTE


LIMITS = Limits()


class SavedFilesUnreadable(DomainError):
    """What arrived is nothing Instaloader saved, or too much of it; the message says what to do."""


class SavedKind(StrEnum):
    """What one file of a folder turned out to be."""

    POSTS = "posts"
    PROFILE = "profile"
    OTHER = "other"  # Instaloader's, but neither of the two
    BROKEN = "broken"
    COMMENTS = "comments"  # not opened
    NOT_READ = "not_read"  # pictures, films, texts


@dataclass(frozen=True)
class SavedFile:
    """One file: what it is called, what it was, and where its posts stand in ``Saved.posts``."""

    name: str
    kind: SavedKind
    posts: range = range(0)


@dataclass
class Saved:
    """What a file held: posts, the page they are on if it is there too, and how many were odd."""

    posts: list[SavedPost] = field(default_factory=list)
    profiles: list[SavedProfile] = field(default_factory=list)
    broken: int = 0
    files: list[SavedFile] = field(default_factory=list)


def is_saved(path: Path) -> bool:
    """Say whether a file looks like something Instaloader saved and not like a spreadsheet."""
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(XZ_START) or start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return True
    if not zipfile.is_zipfile(path):
        return False
    if names_more_than(path, LIMITS.entries):
        return True
    try:
        with zipfile.ZipFile(path) as folder:
            return "[Content_Types].xml" not in folder.NameToInfo
    except DAMAGE:
        return True


def read(path: Path, zone: ZoneInfo, limits: Limits = LIMITS) -> Saved:
    """Return what a file holds. Raises SavedFilesUnreadable.

    ``saved_at`` of a post is the time its file has in the zip, in ``zone``: the files themselves
    do not say when they were saved. A single file has none.
    """
    if path.stat().st_size > limits.megabytes * MEGABYTE:
        raise _too_large(limits)
    saved = Saved()
    try:
        if zipfile.is_zipfile(path):
            _read_folder(path, zone, limits, saved)
        else:
            _take(saved, path.name, _unpacked(path.read_bytes(), limits), None)
    except DAMAGE as error:
        raise _unreadable() from error
    if len(saved.posts) > limits.posts:
        raise _too_large(limits)
    if not saved.posts and not saved.profiles:
        raise _unreadable()
    return saved


def _read_folder(path: Path, zone: ZoneInfo, limits: Limits, saved: Saved) -> None:
    left = limits.unpacked
    if names_more_than(path, limits.entries):
        raise _too_large(limits)
    with zipfile.ZipFile(path) as folder:
        for entry in folder.infolist():
            name = entry.filename.lower()
            if entry.is_dir():
                continue
            if not name.endswith(READ) or name.endswith(COMMENTS):
                skipped = SavedKind.COMMENTS if name.endswith(COMMENTS) else SavedKind.NOT_READ
                saved.files.append(SavedFile(_shown(entry.filename), skipped))
                continue
            content = _unpacked(_entry(folder, entry, limits), limits)
            left -= len(content)
            if left < 0 or len(saved.posts) >= limits.posts:
                raise _too_large(limits)
            _take(saved, _shown(entry.filename), content, _time_of(entry, zone))


def _entry(folder: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Unpack one file of a zip, and no more of it than may be."""
    entry.file_size = limits.one_file + 1  # so that all there is gets unpacked, whatever it says
    with folder.open(entry) as file:
        content = file.read(limits.one_file + 1)
    swollen = len(content) > MEGABYTE and len(content) > limits.ratio * entry.compress_size
    if len(content) > limits.one_file or swollen:
        raise _too_large(limits)
    return content


def _unpacked(content: bytes, limits: Limits) -> bytes:
    if content.startswith(XZ_START):
        unpacking = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.unpacking_memory)
        content = unpacking.decompress(content, max_length=limits.one_file + 1)
        if not unpacking.eof and len(content) <= limits.one_file:
            raise EOFError
    if len(content) > limits.one_file:
        raise _too_large(limits)
    return content


def _time_of(entry: zipfile.ZipInfo, zone: ZoneInfo) -> datetime | None:
    if entry.date_time[0] <= 1980:  # zips made without times
        return None
    try:
        return datetime(*entry.date_time, tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None


def _shown(name: str) -> str:
    """Return what a file is called for people to read; nothing is ever opened by it."""
    return PurePosixPath(name.replace("\\", "/")).name[:LONGEST_NAME]


def _take(saved: Saved, name: str, content: bytes, saved_at: datetime | None) -> None:
    """Keep what one file says; one that is no JSON, or odd, is counted and left out."""
    posts, profiles, broken = len(saved.posts), len(saved.profiles), saved.broken
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        saved.broken += 1
    else:
        for one in found if isinstance(found, list) else [found]:
            _sort(saved, one, saved_at)
    new = range(posts, len(saved.posts))
    if new:
        kind = SavedKind.POSTS
    elif saved.broken > broken:
        kind = SavedKind.BROKEN
    else:
        kind = SavedKind.PROFILE if len(saved.profiles) > profiles else SavedKind.OTHER
    saved.files.append(SavedFile(name, kind, new))


def _sort(saved: Saved, structure: object, saved_at: datetime | None) -> None:
    kind = nodes.kind_of(structure)
    if kind == "Post":
        post = nodes.post_in(structure, saved_at)
        saved.posts += [post] if post else []
        saved.broken += post is None
    elif kind == "Profile":
        profile = nodes.profile_in(structure, saved_at)
        saved.profiles += [profile] if profile else []
        saved.broken += profile is None


def newest(posts: list[SavedPost]) -> Iterator[SavedPost]:
    """Yield each post once, as it was saved last, the newest post first."""
    oldest = datetime.min.replace(tzinfo=UTC)
    by_code = {
        one.shortcode: one for one in sorted(posts, key=lambda each: each.saved_at or oldest)
    }
    yield from sorted(by_code.values(), key=lambda each: each.posted_at, reverse=True)


def _too_large(limits: Limits) -> SavedFilesUnreadable:
    return SavedFilesUnreadable(
        _(
            "There is too much in this file. We read up to %(megabytes)s MB and %(posts)s posts; "
            "leave the pictures and films out.",
            megabytes=limits.megabytes,
            posts=limits.posts,
        )
    )


def _unreadable() -> SavedFilesUnreadable:
    return SavedFilesUnreadable(
        _(
            "We find no posts in this file. Send the folder Instaloader saved as a .zip, "
            "or one of its .json or .json.xz files."
        )
    )
