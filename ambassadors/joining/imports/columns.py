"""Which column of a list holds what: by its heading, or else by what stands in it. Pure."""

from collections.abc import Mapping, Sequence

from ambassadors.joining.imports.enums import Column
from ambassadors.joining.invitations import is_address
from core.lists import bare, places

HEADINGS: dict[Column, frozenset[str]] = {
    Column.EMAIL: frozenset(
        {"email", "mail", "emailadresse", "mailadresse", "emailaddress", "mailaddress", "epost"}
    ),
    Column.NAME: frozenset(
        {"navn", "name", "fornavn", "firstname", "givenname", "fuldenavn", "fullname", "person"}
    ),
    Column.LAST_NAME: frozenset({"efternavn", "lastname", "surname", "familyname"}),
    Column.UNIT: frozenset(
        {"enhed", "unit", "afdeling", "department", "campus", "område", "area", "klub", "club"}
    ),
    Column.LANGUAGE: frozenset({"sprog", "language", "locale"}),
}
MOST_TITLE_ROWS = 10
LANGUAGES = {
    "da": frozenset({"da", "dk", "dansk", "danish", "da-dk"}),
    "en": frozenset({"en", "uk", "engelsk", "english", "en-gb", "en-us"}),
}
CODES = {word: code for code, words in LANGUAGES.items() for word in words}


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows stand above the headings, as when a sheet begins with its title."""
    for number, row in enumerate(rows[:MOST_TITLE_ROWS]):
        if any(is_address(cell) for cell in row):
            break
        if any(bare(cell) in HEADINGS[Column.EMAIL] for cell in row):
            return number
    return 0


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns: it holds no address and a heading we know."""
    first = rows[0] if rows else []
    known = frozenset().union(*HEADINGS.values())
    if any(is_address(cell) for cell in first):
        return False
    later = any(is_address(cell) for row in rows[1:] for cell in row)
    return later or any(bare(cell) in known for cell in first)


def recognise(rows: Sequence[Sequence[str]], *, header: bool) -> dict[str, int]:
    """Return in which column each thing stands, as far as that can be told from a few rows."""
    found = places(rows[0] if header and rows else [], HEADINGS)
    below = rows[1:] if header else rows
    if Column.EMAIL not in found and (addresses := _most_addresses(below)) is not None:
        found[Column.EMAIL.value] = addresses
    if not header and (words_in := _first_words(below, found)) is not None:
        found[Column.NAME.value] = words_in
    return found


def _most_addresses(rows: Sequence[Sequence[str]]) -> int | None:
    width = max((len(row) for row in rows), default=0)
    counts = [sum(is_address(row[n]) for row in rows if n < len(row)) for n in range(width)]
    return counts.index(max(counts)) if any(counts) else None


def _first_words(rows: Sequence[Sequence[str]], taken: Mapping[str, int]) -> int | None:
    """Return the first column not taken that holds words: no digits and no addresses."""
    width = max((len(row) for row in rows), default=0)
    for number in range(width):
        cells = [row[number] for row in rows if number < len(row) and row[number]]
        wordy = all(not any(c.isdigit() or c == "@" for c in cell) for cell in cells)
        if cells and wordy and number not in taken.values():
            return number
    return None


def language_of(word: str) -> str | None:
    """Return the language a cell names, None for one we do not speak."""
    return CODES.get(word.casefold()) if word else None
