"""A list that has come in: stored, and read at once or by a job."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePath

from core import storage
from core.db import db
from core.errors import DomainError
from core.list_forms import ListForm

READ_AT_ONCE = 60_000  # bytes: some hundreds of rows


@dataclass(frozen=True)
class Arrived:
    """A list as it is stored, under a key of its own."""

    key: str
    is_short: bool

    def have_read(self, *, read: Callable[[], None], line_up: Callable[[], object]) -> None:
        """Have it read: a short one now, a long one or a workbook by a job."""
        if self.is_short:
            read()
        else:
            line_up()


@contextmanager
def stored(form: ListForm, folder: str) -> Iterator[Arrived]:
    """Store what was sent; it goes again when it is refused. Raises StorageUnavailable.

    End the transaction before: nobody waits for the database while a file is stored.
    """
    is_workbook = PurePath(form.source_name()).suffix.lower().startswith(".xls")
    content, key = form.content(), f"{folder}/{uuid.uuid4()}"
    storage.save(key, content, mimetype="application/octet-stream")
    try:
        yield Arrived(key, is_short=not is_workbook and len(content) <= READ_AT_ONCE)
    except DomainError:
        db.session.rollback()
        with suppress(OSError):  # the nightly sweep finds what stays
            storage.delete(key)
        raise
