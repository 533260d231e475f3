"""The click spool: one short line, appended by one ``write`` before the redirect is answered.

Every node has one file per UTC day, ``clicks-<node>-<day>.log``, shared by all its processes. The
kernel holds what was written, so a killed process loses nothing; a flush each second bounds what a
power cut could take. A line says which code, when, what kind of visitor and by which rules that was
told: nothing about whom.
"""

import os
import re
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from campaigns.tracking.visitors import RULES_VERSION, Visitor

# The mark in front lets a reader find its feet again after a line that a full disk cut short.
MARK = "!"
LINE = re.compile(rb"([0-9A-Z]{1,16}) (\d{10}) ([pvr])([1-9]\d{0,2})?")
FILE_NAME = re.compile(r"clicks-(?P<node>[\w.-]+)-(?P<day>\d{4}-\d\d-\d\d)\.log")

# What macOS and Windows lack or call otherwise.
SYNC = getattr(os, "fdatasync", os.fsync)
OPENING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)

DAY = 86_400
FLUSH_EVERY = 1.0
DEGRADED_FOR = 600.0
PATIENCE = 300.0  # how long clicks may wait to be added up


class Click(NamedTuple):
    """One line of the spool."""

    code: str
    second: int
    visitor: Visitor
    rules: int = RULES_VERSION


def line_of(click: Click) -> bytes:
    """Return the line a click is written as."""
    return f"{MARK}{click.code} {click.second} {click.visitor}{click.rules}\n".encode()


def read_line(line: bytes) -> Click | None:
    """Return the click a line holds, or None when the line is damaged."""
    match = LINE.fullmatch(line.rpartition(MARK.encode())[2].rstrip(b"\n"))
    if match is None:
        return None
    rules = int(match[4] or 1)  # lines from before the rules were written with them
    return Click(match[1].decode(), int(match[2]), Visitor(match[3].decode()), rules)


class Spool:
    """Writes clicks to this node's file of the day. Safe to use from threads and after a fork."""

    def __init__(self, folder: Path, node: str) -> None:
        if not re.fullmatch(r"[\w.-]+", node):
            raise ValueError(f"a node's name becomes part of a file name: {node!r}")
        self.folder = folder
        self.node = node
        self._alarm = folder / f"missed-{node}"
        self._opening = threading.Lock()
        self._process = 0
        self._day = -1
        self._file = -1
        self._outgoing = -1
        self._unflushed = False
        self._failed_at = 0.0

    def write(self, code: str, visitor: Visitor) -> bool:
        """Append one click; True once the kernel has it. A failure raises the degraded flag."""
        now = int(time.time())
        line = line_of(Click(code, now, visitor))
        try:
            if now // DAY != self._day or self._process != os.getpid():
                self._open(now // DAY)
            if os.write(self._file, line) == len(line):
                self._unflushed = True
                return True
        except OSError:
            pass  # a full or broken disk must not keep the visitor from the page
        self._raise_alarm()
        return False

    def degraded(self) -> bool:
        """Say whether any process of this node failed to count a click in the last ten minutes."""
        return time.time() - self._failed_at < DEGRADED_FOR or degraded(self.folder, self.node)

    def flush(self) -> None:
        """Push what was written on to the disk; open the file anew if somebody removed it."""
        if not self._unflushed or self._process != os.getpid():
            return
        self._unflushed = False
        try:
            SYNC(self._file)
            if os.fstat(self._file).st_nlink == 0:
                self._day = -1
        except OSError:
            self._raise_alarm()

    def _open(self, day: int) -> None:
        """Open the file of a day, once per process and day."""
        with self._opening:
            forked = self._process != os.getpid()
            if day == self._day and not forked:
                return
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._alarm.exists():
                self._alarm.touch()
                os.utime(self._alarm, (0, 0))  # made now: a full disk would refuse it later
            name = f"clicks-{self.node}-{date_of(day * DAY)}.log"
            opened = os.open(self.folder / name, OPENING, 0o640)
            # Another thread may be about to write to the old file: it stays open one day more.
            if self._outgoing >= 0:
                os.close(self._outgoing)
            self._outgoing, self._file = self._file, opened
            self._day, self._process = day, os.getpid()
            if forked:
                threading.Thread(target=self._keep_flushing, name="spool", daemon=True).start()

    def close(self) -> None:
        """Flush and let go of the file; a later write would open it again."""
        self.flush()
        with self._opening:
            for opened in {self._file, self._outgoing} - {-1}:
                os.close(opened)
            self._file = self._outgoing = self._day = -1
            self._process = 0

    def _keep_flushing(self) -> None:
        while self._process == os.getpid():
            time.sleep(FLUSH_EVERY)
            self.flush()

    def _raise_alarm(self) -> None:
        """Note when a click was missed, here and, without needing space, for other processes."""
        self._failed_at = time.time()
        with suppress(OSError):  # not even the folder may be there; this process still knows
            os.utime(self._alarm)


def degraded(folder: Path, node: str = "*") -> bool:
    """Say whether a node (or any) failed to count a click in the last ten minutes."""
    missed_after = time.time() - DEGRADED_FOR
    return any(alarm.stat().st_mtime > missed_after for alarm in folder.glob(f"missed-{node}"))


def note_folded(folder: Path, node: str) -> None:
    """Note that a node's clicks were all added up just now."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"folded-{node}").touch()


def is_behind(folder: Path, node: str) -> bool:
    """Say whether a node has clicks that have waited too long to be added up."""
    mark = folder / f"folded-{node}"
    folded_at = mark.stat().st_mtime if mark.exists() else 0.0
    files = [path.stat() for path in files_of(folder, node)]
    if not any(facts.st_mtime > folded_at for facts in files):
        return False
    waiting_since = folded_at or min(facts.st_mtime for facts in files)
    return time.time() - waiting_since > PATIENCE


def date_of(second: int) -> date:
    """Return the UTC day of a second."""
    return datetime.fromtimestamp(second, UTC).date()


def files_of(folder: Path, node: str) -> list[Path]:
    """Return a node's spool files, oldest first."""
    named = ((FILE_NAME.fullmatch(path.name), path) for path in folder.glob("clicks-*.log"))
    return sorted(path for match, path in named if match and match["node"] == node)
