"""How much of what is sent is taken in, and where it waits: for who is signed in, on the disk.

Whoever may send much without saying who they are takes all memory: a form in one piece is read
whole, and turned into many times its size.
"""

from contextlib import ExitStack
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from flask import Request, abort, request, session
from werkzeug.exceptions import ClientDisconnected

from core import storage
from core.db import READING_METHODS
from core.pictures import working_folder

MULTIPART = "multipart/form-data"
# What is read as a form, files included; everything else comes in one piece.
FORMS = frozenset({MULTIPART, "application/x-www-form-urlencoded"})

# A file comes in pieces of this type. Most pictures of a phone are one piece: what a request costs
# besides its bytes is felt by everybody who reads a page meanwhile.
RAW = "application/octet-stream"
LARGEST_PIECE = 5 * 1024**2

# Nobody brings a file in before they have signed in; what they write is far shorter than this.
LARGEST_OF_GUESTS = 256 * 1024

# Beside large files: so many parts, none of whose words is longer, nor any file kept in memory.
MOST_PARTS = 100
LONGEST_PART = 128 * 1024
IN_MEMORY = 64 * 1024


class Sent(Request):
    """What somebody sends; files wait on the disk that keeps them."""

    @cached_property
    def _waiting(self) -> ExitStack:
        return ExitStack()

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        folder = str(working_folder())
        file = SpooledTemporaryFile(IN_MEMORY, "rb+", dir=folder)  # noqa: SIM115 -- see close
        return cast(IO[bytes], self._waiting.enter_context(file))

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except OSError as error:  # who hangs up is a bad request: it is the disk that is full
            raise storage.StorageUnavailable(storage.not_saved()) from error
        if self.content_length is None and getattr(self.stream, "is_exhausted", False):
            abort(413)  # what tells no length is cut there

    def take_at_once(self) -> None:
        """Read a piece in one go; in bites of 64 kB, as otherwise, it takes half as long again."""
        length = self.content_length or 0
        if length > LARGEST_PIECE:
            abort(413)
        try:
            data = self.environ["wsgi.input"].read(length)
        except (OSError, ValueError) as error:  # as a stream of werkzeug's tells it
            raise ClientDisconnected from error
        if len(data) < length:
            raise ClientDisconnected
        self._cached_data = data  # where get_data looks first

    def close(self) -> None:
        """Let go of every file, of those too that came before there was too much."""
        self._waiting.close()
        super().close()


def limit() -> None:
    """Set how much of this request may come.

    This comes first of all: whoever looks for a token in a form opens the stream, and its limit is
    the one of that moment.
    """
    small = request.max_form_memory_size
    if request.mimetype == RAW:
        request.max_content_length = LARGEST_PIECE
    elif request.mimetype not in FORMS:
        request.max_content_length = small
    elif "_user_id" not in session:  # as flask_login writes it; nobody is looked up yet
        request.max_content_length = LARGEST_OF_GUESTS
    elif request.mimetype != MULTIPART:
        request.max_content_length = small
    elif request.content_length is None or request.content_length > (small or 0):
        request.max_form_parts, request.max_form_memory_size = MOST_PARTS, LONGEST_PART


def wait() -> None:
    """Wait for all of a request that is no form."""
    if request.method in READING_METHODS or request.mimetype in FORMS:
        return
    if request.mimetype == RAW and request.content_length:
        cast(Sent, request).take_at_once()
    waiting = len(request.get_data())
    if request.content_length is None and waiting == request.max_content_length:
        abort(413)  # what tells no length is cut there
