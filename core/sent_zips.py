"""A zip that somebody sent: how many files it names, and all the ways it can be damaged in."""

import struct
import zipfile
import zlib
from pathlib import Path

# What Python's own reader raises over a zip that was cut, changed or made to be odd.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError, NotImplementedError,
    EOFError, ValueError, IndexError,
)  # fmt: skip
ENTRY = b"PK\x01\x02"  # stands before each file a zip names


def names_more_than(path: Path, most: int) -> bool:
    """Say whether a zip may name more files than that, before memory is taken for every name."""
    return path.read_bytes().count(ENTRY) > most
