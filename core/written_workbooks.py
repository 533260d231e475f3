"""Lists written as XLSX files, sent while their rows are read, so that a long one takes no memory.

Such a file is a zip with a few fixed parts and one part for each sheet, whose cells stand in order.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME, LONGEST_CELL = 31, 32_767  # as in Excel
PIECE = 65_536
# The second style is bold; the first stands for all other cells.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill/><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)


class Sheet(NamedTuple):
    """One sheet: its name, the headings in bold, and its rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


class _Outgoing(io.RawIOBase):
    """Where the zip is written to; it is taken away piece by piece, and nothing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()

    def writable(self) -> bool:
        """Say that one may write; without a place to seek to, the zip says lengths afterwards."""
        return True

    def write(self, piece: object) -> int:
        """Keep what was written until it is taken."""
        before = len(self.held)
        self.held += piece  # type: ignore[arg-type]  # bytes, as a zip writes them
        return len(self.held) - before

    def take(self) -> bytes:
        """Return what has come together."""
        taken = bytes(self.held)
        self.held.clear()
        return taken


def written(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return an XLSX file with one sheet; every cell is a number or text, never a formula."""
    return b"".join(streamed([Sheet("Sheet1", headings, rows)]))


def streamed(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """Yield an XLSX file piece by piece while the rows of its sheets are read."""
    out = _Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in _fixed_parts([sheet.name for sheet in sheets]):
            book.writestr(name, text)
        for number, sheet in enumerate(sheets, start=1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for line in _lines(sheet):
                    part.write(line.encode())
                    if len(out.held) > PIECE:
                        yield out.take()
    yield out.take()


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'
    yield _row(sheet.headings, ' s="1"')
    for row in sheet.rows:
        yield _row(row)
    yield "</sheetData></worksheet>"


def _row(cells: Sequence[object], style: str = "") -> str:
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(value: object, style: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"<c{style}><v>{value}</v></c>"
    text = escape(NOT_IN_XML.sub("", str(value))[:LONGEST_CELL])
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{text}</t></is></c>'


def _fixed_parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PARTS}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{sheets}</Types>',
    )
    yield "_rels/.rels", _relations([("book", "officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="sheet{n}"/>'
        for n, name in zip(numbers, _different(names), strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    pages = [(f"sheet{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([("styles", "styles", "styles.xml"), *pages])
    yield "xl/styles.xml", STYLES


_RELS = "application/vnd.openxmlformats-package.relationships+xml"


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="{PARTS}/relationships">{listed}</Relationships>'


def _different(names: Sequence[str]) -> Iterator[str]:
    """Yield names that a workbook takes: short, without its signs, and no two alike."""
    seen: set[str] = set()
    for name in names:
        clean = NOT_IN_XML.sub("", NOT_IN_NAMES.sub(" ", name)).strip() or "–"
        short, number = clean[:LONGEST_NAME], 1
        while short.casefold() in seen:
            number += 1
            short = f"{clean[: LONGEST_NAME - 4]} {number}"
        seen.add(short.casefold())
        yield short
