"""What is in a folder that others may be writing to."""

from pathlib import Path


def contents_of(folder: Path) -> dict[str, bytes]:
    """Return what is in every file of a folder, by path.

    SQLite takes its side files away when a queue's last connection is closed, at any moment, and
    what they held is then in the file beside them: whatever is gone is looked for in all anew.
    """
    while True:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        try:
            return {str(file.relative_to(folder)): file.read_bytes() for file in files}
        except FileNotFoundError:
            continue
