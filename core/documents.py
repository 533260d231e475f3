"""PDFs that can be read aloud (PDF/UA): a drawing in typst, and the words that go into it.

Words go in as values, never into the drawing's source, so nothing anybody writes is read as
markup. A drawing takes them by ``json(bytes(sys.inputs.words))``.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

# What typst says of a letter no font can show; in such a document there must be none.
NOT_SHOWN = re.compile(r'the text `"((?:[^"\\`]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_TRIES, WITH_OTHER_FONTS = 12, 1
LAST_ASCII, LAST_LATIN = "\x7f", "\u024f"


def draw(drawing: Path, words: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF.

    Letters the built-in fonts lack are looked for in those of the machine, and left out when it
    has none either: a document without an emoji is better than no document. So a drawing must know
    what to show when nothing is left of a word it needs.
    """
    import typst  # noqa: PLC0415 -- starts threads, which do not survive a server's fork

    source, lacking = drawing.read_bytes(), set[str]()
    for attempt in range(MOST_TRIES + 1):
        left_out = lacking if attempt > WITH_OTHER_FONTS else set[str]()
        clean = _without(left_out, only_latin=attempt == MOST_TRIES)
        try:
            made: bytes = typst.compile(
                source,
                sys_inputs={"words": json.dumps(_each_text(words, clean))},
                pdf_standards="ua-1",
                ignore_system_fonts=attempt != WITH_OTHER_FONTS,
            )
        except typst.TypstError as error:
            if attempt == MOST_TRIES or not NOT_SHOWN.search(str(error)):
                raise
            if attempt != WITH_OTHER_FONTS:
                lacking |= _letters_in(str(error))
        else:
            return made
    raise AssertionError("the last attempt returns or raises")


def _letters_in(message: str) -> set[str]:
    found = "".join(NOT_SHOWN.findall(message))
    letters = set(ESCAPED.sub(lambda code: chr(int(code[1], 16)), found))
    return {letter for letter in letters if letter > LAST_ASCII}


def _without(lacking: set[str], *, only_latin: bool) -> Callable[[str], str]:
    def clean(text: str) -> str:
        return "".join(
            letter
            for letter in text
            if letter not in lacking and not (only_latin and letter > LAST_LATIN)
        ).strip()

    return clean


def _each_text(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _each_text(one, clean) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(one, clean) for one in value]
    return value
