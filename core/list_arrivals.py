"""A list that has come in: stored, and read at once or by a job."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Protocol

from core import storage
from core.list_forms import ListForm

READ_AT_ONCE = 60_000  # bytes: some hundreds of rows


class ArrivedList(Protocol):
    """A list as its room keeps it."""

    source_name: str
    storage_key: str


def store(
    list_: ArrivedList, form: ListForm, *, read: Callable[[], None], line_up: Callable[[], object]
) -> None:
    """Store what was sent, and have it read: a short one now, a long one or a workbook by a job."""
    content = form.content()
    storage.save(list_.storage_key, content, mimetype="application/octet-stream")
    is_workbook = PurePath(list_.source_name).suffix.lower().startswith(".xls")
    if is_workbook or len(content) > READ_AT_ONCE:
        line_up()
    else:
        read()
