"""Files people give us: a local folder by default, a bucket by ``storage_url``; one door for both.

Keys are generated, never taken from a person's file name. Who may read a file is the caller's
question, asked at every fetch.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from flask import Response, abort, current_app, redirect, send_file
from flask_babel import gettext as _

from core.errors import DomainError
from core.settings import FilesSentBy, Settings, current_settings
from core.storage_folder import Folder, StoredFile

logger = logging.getLogger(__name__)

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*([./][A-Za-z0-9][A-Za-z0-9_-]*)*")
# An answer may be kept for half as long: a withdrawn file is out of reach within a minute.
REDIRECT_SECONDS = 30
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class StorageUnavailable(DomainError):
    """The disk is full or the bucket out of reach: nothing was stored, or nothing can be read."""


class Store(Protocol):
    def save(self, key: str, source: Path | bytes, mimetype: str) -> None:
        """Store a file whole, or not at all."""

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield a file in pieces; raises FileNotFoundError before the first."""

    def size(self, key: str) -> int:
        """Return the number of bytes; raises FileNotFoundError."""

    def sizes(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the number of bytes of those files that are there."""

    def delete(self, key: str) -> None:
        """Remove a file; fine when there is none."""

    def listed(self, prefix: str) -> Iterator[StoredFile]:
        """Yield every file below a folder, unfinished ones too."""

    def path(self, key: str) -> Path | None:
        """Return where the file lies on this machine, or None when it lies elsewhere."""

    def signed_url(self, key: str, seconds: int) -> str:
        """Return a short-lived address of a file that lies elsewhere."""

    def check(self) -> None:
        """Raise when files could not be stored now."""


def _store() -> Store:
    """Return this process's store, opened on first use: a client made before a fork would hang."""
    if "storage" not in current_app.extensions:
        current_app.extensions["storage"] = open_store(current_settings())
    store: Store = current_app.extensions["storage"]
    return store


def open_store(settings: Settings) -> Store:
    """Open the store that the settings name."""
    parts = urlsplit(settings.storage_url)
    if parts.scheme == "file":
        return Folder(Path(unquote(parts.path)))
    from core.storage_bucket import Bucket  # noqa: PLC0415 -- obstore is loaded only where used

    return Bucket(settings)


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("not a storage key")
    return key


def save(key: str, source: Path | bytes, *, mimetype: str) -> None:
    """Store a file under ``key``, whole or not at all. Raises StorageUnavailable."""
    try:
        _store().save(_checked(key), source, mimetype)
    except OSError as error:
        current_app.logger.warning("a file could not be stored: %s", type(error).__name__)
        raise StorageUnavailable(not_saved()) from error


def not_saved() -> str:
    """Return what is said of a file there was no room for."""
    return str(_("The file could not be saved just now. Try again in a few minutes."))


def read(key: str) -> bytes:
    """Return a whole file. Raises FileNotFoundError, and StorageUnavailable."""
    return b"".join(stream(key))


def stream(key: str) -> Iterator[bytes]:
    """Yield a file in pieces. Raises FileNotFoundError, and StorageUnavailable."""
    message = _out_of_reach()
    with _in_words(message):
        return _watched(_store().stream(_checked(key)), message)


def _out_of_reach() -> str:
    return str(_("The file cannot be fetched just now. Try again in a few minutes."))


@contextmanager
def _in_words(message: str) -> Iterator[None]:
    """Tell files that cannot be reached from one that is not there; needs no request."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        logger.warning("a file could not be fetched: %s", type(error).__name__)
        raise StorageUnavailable(message) from error


def _watched(pieces: Iterator[bytes], message: str) -> Iterator[bytes]:
    with _in_words(message):
        yield from pieces


def reader() -> Callable[[str], Iterator[bytes]]:
    """Return what ``stream`` does for use when this request's context is gone."""
    store = _store()
    return lambda key: store.stream(_checked(key))


def borrow(key: str, path: Path) -> None:
    """Have a file at ``path`` here to read: by a second name where it lies on the same disk.

    Nobody may write to it. Raises FileNotFoundError, and StorageUnavailable.
    """
    kept = _store().path(_checked(key))
    if kept is not None:
        with suppress(OSError):  # on another disk, or not there, which is told below
            os.link(kept, path)
            return
    download_to(key, path)


def download_to(key: str, path: Path) -> None:
    """Copy a file to ``path`` here. Raises FileNotFoundError, and StorageUnavailable."""
    pieces = stream(key)
    with path.open("wb") as target:
        target.writelines(pieces)


def size(key: str) -> int:
    """Return the number of bytes of a file. Raises FileNotFoundError, and StorageUnavailable."""
    with _in_words(_out_of_reach()):
        return _store().size(_checked(key))


def sizes(keys: Iterable[str]) -> dict[str, int]:
    """Return the number of bytes of those files that are there. Raises StorageUnavailable."""
    with _in_words(_out_of_reach()):
        return _store().sizes([_checked(key) for key in keys])


def exists(key: str) -> bool:
    """Say whether there is a file under ``key``."""
    try:
        size(key)
    except FileNotFoundError:
        return False
    return True


def delete(key: str) -> None:
    """Remove a file; fine when there is none."""
    _store().delete(_checked(key))


def listed(folder: str) -> Iterator[StoredFile]:
    """Yield every file below a folder, also what a killed process left unfinished."""
    return _store().listed(_checked(folder))


def delete_listed(key: str) -> None:
    """Remove a file that ``listed`` told of."""
    _store().delete(key)


def check() -> None:
    """Raise when files could not be stored now."""
    _store().check()


def send(
    key: str, *, mimetype: str, download_name: str | None = None, inline: bool = False
) -> Response:
    """Answer with a file: from this machine with ETag and ranges, else by a short-lived redirect.

    Where a proxy is to send the files of this machine, it is told which one.

    A browser treats it as nothing but a file: no script in it runs. Not found is a 404.
    """
    if not exists(key):
        abort(404)
    path = _store().path(_checked(key))
    by = current_settings().files_sent_by
    if path is not None and by is not FilesSentBy.APPLICATION:
        response = _named(mimetype, None if inline else download_name or path.name)
        location = f"{current_settings().files_location}/{key}"
        response.headers[by.value] = location if by is FilesSentBy.NGINX else str(path)
    elif path is not None:
        response = send_file(
            path,
            mimetype=mimetype,
            as_attachment=not inline,
            download_name=download_name or path.name,
            conditional=True,
            max_age=0,  # asked for again each time, since the right to see it may have ended
        )
        response.cache_control.private = True
    elif inline:
        response = _redirected(key)
    else:
        response = _streamed(key, mimetype, download_name or key.rpartition("/")[2])
    response.headers.update(HARMLESS)
    return response


def _redirected(key: str) -> Response:
    response = redirect(_store().signed_url(key, REDIRECT_SECONDS), Response=Response)
    assert isinstance(response, Response)  # noqa: S101 -- asked for in the line above
    response.cache_control.private = True
    response.cache_control.max_age = REDIRECT_SECONDS // 2
    return response


def _streamed(key: str, mimetype: str, download_name: str) -> Response:
    """Pass a file through under the name the person is to see; a bucket knows only its key."""
    response = _named(mimetype, download_name)
    response.response = stream(key)
    response.content_length = size(key)
    return response


def _named(mimetype: str, download_name: str | None) -> Response:
    """Return an empty answer for a file, to be saved under a name or to be shown."""
    response = Response(mimetype=mimetype)
    response.cache_control.private = True
    if download_name is not None:
        names = {"filename*": f"UTF-8''{quote(download_name, safe='')}"}
        response.headers.set("Content-Disposition", "attachment", **names)
    return response
