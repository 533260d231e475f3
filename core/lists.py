"""Lists that people bring in from a spreadsheet, as far as all of them are alike. Pure."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from flask_babel import gettext as _

from core.errors import DomainError

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TURNS_TEXT = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_WAITING = 10  # lists of one person that are not used yet

K = TypeVar("K", bound=str)
T = TypeVar("T")


class TooManyLists(DomainError):
    """Somebody has so many lists waiting that they do not need another one."""

    def __init__(self) -> None:
        super().__init__(_("You have several lists waiting. Use them or drop them first."))


class NothingToRead(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is nothing in this list. Choose another file."))


@dataclass(frozen=True)
class Work:
    """What a job is doing with a list, in words, and how far it is in rows, if that is known."""

    text: str
    done: int | None
    total: int


def one_line(text: str) -> str:
    """Return a text without line breaks, control characters and marks that turn text around."""
    if text.isprintable():  # nothing of the kind is in it
        return " ".join(text.split()) if "  " in text else text.strip()
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text if c not in TURNS_TEXT)
    return " ".join("".join(kept).split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many letters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def bare(heading: str) -> str:
    """Return a heading as it is compared: letters only, in lower case."""
    return "".join(letter for letter in heading.casefold() if letter.isalpha())


def places(cells: Sequence[str], headings: Mapping[K, Collection[str]]) -> dict[str, int]:
    """Return in which column each thing stands first, by the bare headings that name it."""
    found: dict[str, int] = {}
    for number, heading in enumerate(cells):
        for name, words in headings.items():
            if bare(heading) in words:
                found.setdefault(str(name), number)
    return found


def column_name(number: int, heading: str) -> str:
    """Return a column as spreadsheets call it, with what stands in its first row."""
    first, second = divmod(number, len(LETTERS))
    letter = (LETTERS[first - 1] if first else "") + LETTERS[second]
    return f"{letter}: {heading}" if heading else letter


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield rows some at a time."""
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk
