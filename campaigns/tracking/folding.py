"""Folds the spool into counters. The counters and the byte reached are committed together.

A batch that was not committed is folded again as if nothing had happened, and two folders of one
node never count a line twice: the second finds the offset moved and gives up its batch.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from accounts.models import Organisation
from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Campaign
from campaigns.tracking import spool
from campaigns.tracking.models import Link, LinkDay, SpoolOffset
from campaigns.tracking.visitors import Visitor
from core.db import count_up, count_up_all, db, table_of

BATCH_BYTES = 2 * 1024 * 1024
QUARTER = 900  # every zone's midnight falls on a quarter of an hour
CODES_AT_ONCE = 500
KEEP_SECONDS = 7 * spool.DAY
COLUMNS = {Visitor.PERSON: "clicks", Visitor.PREVIEW: "previews", Visitor.ROBOT: "robots"}


class FoldedElsewhere(Exception):
    """Another process folded the same lines first: roll back, nothing is lost."""


@dataclass(frozen=True)
class FoldReport:
    """What one batch held. ``unknown`` lines name no link, ``damaged`` ones are no lines at all."""

    lines: int = 0
    unknown: int = 0
    damaged: int = 0
    more: bool = False


@dataclass(frozen=True)
class KnownLink:
    """What folding must know of a link."""

    id: UUID
    campaign_id: UUID
    participation_id: UUID
    zone: str


Group = tuple[str, int, Visitor]  # code, quarter of an hour, kind of visitor


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
        unknown = _count(groups)
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
            groups[click.code, click.second // QUARTER, click.visitor] += 1
    return groups, damaged


def _count(groups: Counter[Group]) -> int:
    """Add groups to the counters; return how many of their lines name no link."""
    links = _known_links(sorted({code for code, _, _ in groups}))
    days: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    local_days: dict[tuple[str, int], date] = {}
    unknown = 0
    for (code, quarter, visitor), number in groups.items():
        if code not in links:
            unknown += number
            continue
        moment = (links[code].zone, quarter)
        if moment not in local_days:
            local_days[moment] = _local_day(*moment)
        days[code, local_days[moment]][COLUMNS[visitor]] += number
    _add({(links[code], day): numbers for (code, day), numbers in sorted(days.items())})
    return unknown


def _add(days: Mapping[tuple[KnownLink, date], Counter[str]]) -> None:
    """Add up the links' days, and the people's clicks in the running totals."""
    columns = sorted(COLUMNS.values())
    rows = [
        {"link_id": link.id, "day": day, **{name: numbers[name] for name in columns}}
        for (link, day), numbers in days.items()
    ]
    count_up_all(table_of(LinkDay), ["link_id", "day"], columns, rows)
    causes = [
        totals.Cause(link.campaign_id, link.participation_id, day, numbers["clicks"])
        for (link, day), numbers in days.items()
        if numbers["clicks"]
    ]
    totals.count_all(Step.CLICKS, causes)


def _known_links(codes: list[str]) -> dict[str, KnownLink]:
    links: dict[str, KnownLink] = {}
    columns = (Link.code, Link.id, Link.campaign_id, Link.participation_id, Organisation.timezone)
    query = select(*columns).join(Campaign, Link.campaign_id == Campaign.id)
    query = query.join(Organisation, Campaign.organisation_id == Organisation.id)
    for start in range(0, len(codes), CODES_AT_ONCE):
        wanted = codes[start : start + CODES_AT_ONCE]
        for row in db.session.execute(query.where(Link.code.in_(wanted))):
            link, campaign, participation, zone = row[1:]
            links[row.code] = KnownLink(link, campaign, participation, zone)
    return links


def _local_day(zone: str, quarter: int) -> date:
    return datetime.fromtimestamp(quarter * QUARTER, UTC).astimezone(ZoneInfo(zone)).date()
