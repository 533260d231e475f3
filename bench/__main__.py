"""``python -m bench``: measure everything, or ``python -m bench redirect``, one part.

The figures are printed and written to ``docs/performance.md``; a part measured alone replaces only
its own table there. A part that cannot be measured says why, keeps its last table, and never fails
a build.
"""

import importlib
import os
import platform
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, markdown
from bench.harness import ALL_CORES

PARTS = {
    "redirect": "Tracked links",
    "rush": "A rush for seats",
    "renditions": "Renditions",
    "zip": "Kits as zip files",
    "uploads": "Uploads while pages are read",
    "results": "Results",
    "pages": "Pages",
    "people": "Lists of people",
    "imports": "Lists brought in",
    "outcome_lists": "Lists of outcomes",
    "mails": "Mail to all",
    "startup": "Start and memory",
}
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
INTRODUCTION = """# Performance

Written by `make bench`; `make bench ONLY=redirect` measures one part. Everything runs on one
machine, over loopback. Ours and the plain reference are measured in adjacent slices, in an order
that changes each round, seven rounds unless said; the ratio is the median of the rounds. Absolute
numbers drift from hour to hour: compare ratios. "Noisy" means that the reference's own rounds
differ by more than two. Killing was tested, pulling the plug was not.
"""


def main() -> None:
    """Measure the wanted parts and write them down."""
    only = sys.argv[1:] or os.environ.get("ONLY", "").split()
    for part in only:
        if part not in PARTS:
            sys.exit(f"There is no part {part}: choose among {', '.join(PARTS)}.")
    for part in only or PARTS:
        print(f"\n{PARTS[part]}\n", flush=True)
        section = measured(part)
        if section:
            print(section, flush=True)
            write(part, section)


def measured(part: str) -> str | None:
    """Measure one part and return its table; None, and the reason printed, if that failed."""
    try:
        figures: list[Figure] = importlib.import_module(f"bench.{part}").measure()
    except Exception:  # one part that cannot be measured must not hide the others
        traceback.print_exc()
        return None
    return f"{machine()}\n\n{markdown(figures)}"


def machine() -> str:
    """Say what the figures were measured on, and when."""
    cores = len(ALL_CORES)
    today = datetime.now(UTC).date()
    return f"{today}, {cores} shared cores, Python {platform.python_version()}, SQLite (WAL)."


def write(part: str, section: str) -> None:
    """Put a part's table into the document, in place of its last one."""
    text = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    kept = dict(re.findall(r"^## (.+?)\n\n(.*?)\s*(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    kept[PARTS[part]] = section
    parts = [f"## {title}\n\n{kept[title]}\n" for title in PARTS.values() if title in kept]
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text("\n".join([INTRODUCTION, *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
