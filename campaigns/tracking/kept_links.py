"""Where links lead, on disk: for a process that starts while the database is away.

The worker writes the file anew now and then, sorted by code, and puts it in place in one step. It
is looked into by halving, so that it may be long and is never read as a whole.
"""

import mmap
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

NAME = "links.tsv"
Target = tuple[str, str]  # a code and where it leads


def keep(folder: Path, links: Iterable[Target]) -> None:
    """Put the links in place of those kept before; nothing is written when nothing has changed."""
    lines = sorted(f"{code}\t{target}\n" for code, target in links if "\n" not in target)
    content = "".join(lines).encode()
    path = folder / NAME
    if path.exists() and path.read_bytes() == content:
        return
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def first(folder: Path, count: int) -> list[Target]:
    """Return some of the kept links, none when there is no file."""
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            lines = (line.rstrip("\n").partition("\t") for line in islice(file, count))
            return [(code, target) for code, _, target in lines]
    except OSError:
        return []


def find(folder: Path, code: str) -> str | None:
    """Return where a code leads, or None when it is not among the kept links."""
    try:
        with (folder / NAME).open("rb") as file:
            if not file.seek(0, 2):
                return None
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
                return _halve(lines, f"{code}\t".encode())
    except OSError:
        return None


def _halve(lines: mmap.mmap, wanted: bytes) -> str | None:
    """Return the rest of the line that begins with what is wanted."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", 0, middle) + 1  # of the line in the middle
        end = lines.find(b"\n", start) + 1 or len(lines)
        line = lines[start:end]
        if line.startswith(wanted):
            return line[len(wanted) :].rstrip(b"\n").decode()
        if line < wanted:
            low = end
        else:
            high = start
    return None
