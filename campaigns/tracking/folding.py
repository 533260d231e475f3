"""Folds the spool into counters. The counters and the byte reached are committed together.

A batch that was not committed is folded again as if nothing had happened, and two folders of one
node never count a line twice: the second finds the offset moved and gives up its batch.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select, update

from campaigns.tracking import counting, spool
from campaigns.tracking.bursts import QUARTER
from campaigns.tracking.counting import Group
from campaigns.tracking.models import SpoolOffset
from core.db import count_up, db, table_of

BATCH_BYTES = 2 * 1024 * 1024
KEEP_SECONDS = 7 * spool.DAY


class FoldedElsewhere(Exception):
    """Another process folded the same lines first: roll back, nothing is lost."""


@dataclass(frozen=True)
class FoldReport:
    """What one batch held. ``unknown`` lines name no link, ``damaged`` ones are no lines at all."""

    lines: int = 0
    unknown: int = 0
    damaged: int = 0
    more: bool = False


def fold(folder: Path, node: str, *, batch_bytes: int = BATCH_BYTES) -> FoldReport:
    """Fold the next batch of a node's spool into the counters; the caller commits.

    Raises FoldedElsewhere when another process was quicker.
    """
    for path in _unfinished(folder, node):
        start = _claimed_offset(node, path.name)
        with path.open("rb") as file:
            file.seek(start)
            batch = file.read(batch_bytes)
        whole = batch[: batch.rfind(b"\n") + 1]
        if not whole:
            continue
        _move_offset(node, path.name, start, start + len(whole))
        groups, damaged = _group(whole.splitlines(keepends=True))
        unknown = counting.count(groups)
        more = len(batch) == batch_bytes
        return FoldReport(groups.total() + damaged, unknown, damaged, more=more)
    return FoldReport()


def sweep(folder: Path, node: str, *, keep_seconds: float = KEEP_SECONDS) -> list[str]:
    """Delete the files that were folded to their end and not written to for a week."""
    finished = []
    offsets = _offsets(node)
    for path in spool.files_of(folder, node)[:-1]:
        facts = path.stat()
        is_folded = offsets.get(path.name, 0) >= facts.st_size
        if is_folded and time.time() - facts.st_mtime > keep_seconds:
            path.unlink()
            finished.append(path.name)
    if finished:
        folded = delete(SpoolOffset).where(SpoolOffset.file.in_(finished))
        db.session.execute(folded.where(SpoolOffset.node == node))
    return finished


def _unfinished(folder: Path, node: str) -> Iterator[Path]:
    """Yield the files with bytes not folded yet, oldest first."""
    offsets = _offsets(node)
    for path in spool.files_of(folder, node):
        if path.stat().st_size > offsets.get(path.name, 0):
            yield path


def _offsets(node: str) -> Mapping[str, int]:
    reached = select(SpoolOffset.file, SpoolOffset.offset).where(SpoolOffset.node == node)
    return {row.file: row.offset for row in db.session.execute(reached)}


def _claimed_offset(node: str, file: str) -> int:
    """Return the byte reached in a file, making its row when the file is new."""
    keys = {"node": node, "file": file}
    count_up(table_of(SpoolOffset), keys, {"offset": 0})
    found = select(SpoolOffset.offset).filter_by(**keys)
    return db.session.scalars(found).one()


def _move_offset(node: str, file: str, old: int, new: int) -> None:
    """Set the byte reached, if it still is where we began."""
    moved = db.session.execute(
        update(SpoolOffset)
        .where(SpoolOffset.node == node, SpoolOffset.file == file, SpoolOffset.offset == old)
        .values(offset=new)
        .execution_options(synchronize_session=False)
        .returning(SpoolOffset.id)
    )
    if moved.first() is None:
        raise FoldedElsewhere(file)


def _group(lines: Iterable[bytes]) -> tuple[Counter[Group], int]:
    """Add lines up by code, quarter of an hour and kind; the second figure is of damaged ones."""
    groups: Counter[Group] = Counter()
    damaged = 0
    for line in lines:
        click = spool.read_line(line)
        if click is None:
            damaged += 1
        else:
            quarter = click.second // QUARTER
            groups[Group(click.code, quarter, click.visitor, click.rules)] += 1
    return groups, damaged
