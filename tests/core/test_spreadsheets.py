"""Lists come in as Danish Excel saves them, and go out so that it opens them as they are."""

import struct
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spreadsheets
from core.sent_zips import ENTRY
from core.spreadsheets import Limits, SpreadsheetRow, SpreadsheetUnreadable, csv_lines, read_rows

PEOPLE = [["Navn", "E-mail"], ["Søren Ærø", "soren@example.dk"], ["Åse", "ase@example.dk"]]


@pytest.fixture(autouse=True)
def words(plain_app: Flask):
    with plain_app.test_request_context():
        yield


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "list"
    path.write_bytes(content)
    return path


def cells(path: Path, limits: Limits = spreadsheets.LIMITS) -> list[list[str]]:
    return [row.cells for row in read_rows(path, limits)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_csv_however_it_is_saved(tmp_path, delimiter, encoding, ending):
    text = ending.join(delimiter.join(row) for row in PEOPLE) + ending
    assert cells(saved(tmp_path, text.encode(encoding))) == PEOPLE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_csv_in_utf_16_without_a_mark(tmp_path, encoding):
    assert cells(saved(tmp_path, "Navn;Mail\nÅse;a@b.dk".encode(encoding))) == [
        ["Navn", "Mail"],
        ["Åse", "a@b.dk"],
    ]


def test_rows_keep_their_number_over_empty_lines_and_quoted_ones(tmp_path):
    text = 'Navn;Mail\n\n;\n"Anna\nHolm";anna@b.dk\n"Bo ""B"" Lund";bo@b.dk\n'
    assert list(read_rows(saved(tmp_path, text.encode()))) == [
        SpreadsheetRow(1, ["Navn", "Mail"]),
        SpreadsheetRow(4, ["Anna\nHolm", "anna@b.dk"]),
        SpreadsheetRow(5, ['Bo "B" Lund', "bo@b.dk"]),
    ]


def test_delimiter_is_what_cuts_rows_evenly(tmp_path):
    text = "Holm, Anna, cand.mag.;anna@b.dk\nLund, Bo;bo@b.dk\n"
    assert cells(saved(tmp_path, text.encode()))[0] == ["Holm, Anna, cand.mag.", "anna@b.dk"]


def test_excels_own_word_about_the_delimiter(tmp_path):
    assert cells(saved(tmp_path, b"sep=,\r\nname,mail\r\nBo,bo@b.dk\r\n")) == [
        ["name", "mail"],
        ["Bo", "bo@b.dk"],
    ]


def test_one_column_of_addresses(tmp_path):
    assert cells(saved(tmp_path, b"anna@b.dk\nbo@b.dk")) == [["anna@b.dk"], ["bo@b.dk"]]


def test_nothing_at_all(tmp_path):
    assert cells(saved(tmp_path, b"")) == []


def test_workbook_skips_empty_sheets_and_keeps_numbers(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Tom")
        sheet = book.add_worksheet("Folk")
        sheet.write_row(2, 1, ["Navn", "Mobil", "Fra"])
        sheet.write_row(5, 1, ["Åse", 4512345678])
        sheet.write_datetime(5, 3, date(2026, 9, 1), book.add_format({"num_format": "d.m.yyyy"}))

    assert list(read_rows(path)) == [
        SpreadsheetRow(3, ["", "Navn", "Mobil", "Fra"]),
        SpreadsheetRow(6, ["", "Åse", "4512345678", "2026-09-01"]),
    ]


def workbook(path: Path, sheet: bytes) -> Path:
    """Write a workbook whose only sheet holds some XML of one's own."""
    plain = path.with_suffix(".plain")
    with xlsxwriter.Workbook(str(plain)) as book:
        book.add_worksheet().write(0, 0, "x")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    return path


def sheet_of(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def test_bomb_is_refused_before_it_goes_off(tmp_path):
    path = workbook(tmp_path / "bomb.xlsx", sheet_of(b" " * 150_000_000))
    assert path.stat().st_size < 300_000
    with pytest.raises(SpreadsheetUnreadable, match="for stor"):
        cells(path)


def test_bomb_that_lies_about_its_size_is_refused_too(tmp_path):
    path = workbook(tmp_path / "bomb.xlsx", sheet_of(b" " * 150_000_000))
    content = path.read_bytes()
    size = struct.pack("<I", len(sheet_of(b" " * 150_000_000)))
    assert content.count(size)
    with pytest.raises(SpreadsheetUnreadable):
        cells(saved(tmp_path, content.replace(size, struct.pack("<I", 1000))))


def test_a_workbook_with_a_hole_in_it_is_refused(tmp_path):
    path = workbook(tmp_path / "hole.xlsx", sheet_of(b"x" * 500))
    content = bytearray(path.read_bytes())
    start = content.index(b"sheet1.xml") + 10
    content[start : start + 9] = b"\xff" * 9
    with pytest.raises(SpreadsheetUnreadable):
        cells(saved(tmp_path, bytes(content)))
    many = path.read_bytes() + ENTRY * 1_001  # counted before it is opened
    with pytest.raises(SpreadsheetUnreadable, match="for stor"):
        cells(saved(tmp_path, many))


def far_apart(row: bytes, column: bytes) -> bytes:
    return sheet_of(
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="' + row + b'"><c r="' + column + row + b'"><v>1</v></c></row>'
    )


@pytest.mark.parametrize(("row", "column"), [(b"1048576", b"A"), (b"2", b"XFD")])
def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path, row, column):
    with pytest.raises(SpreadsheetUnreadable):
        cells(workbook(tmp_path / "far.xlsx", far_apart(row, column)))


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x05\x06" + b"\0" * 18,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7\n1 0 obj;\n",
        b"PK\x03\x04;damaged;\n",
    ],
    ids=["a picture", "an empty zip", "an old or locked workbook", "a PDF", "a damaged workbook"],
)
def test_other_files_are_refused(tmp_path, content):
    with pytest.raises(SpreadsheetUnreadable):
        cells(saved(tmp_path, content))


def test_limits(tmp_path):
    small = Limits(megabytes=1, rows=2, columns=2)
    with pytest.raises(SpreadsheetUnreadable, match="kolonner"):
        cells(saved(tmp_path, b";".join([b"x"] * 200)), small)
    with pytest.raises(SpreadsheetUnreadable, match="for stor"):
        cells(saved(tmp_path, b"a;b\n" * 3), small)
    with pytest.raises(SpreadsheetUnreadable, match="for stor"):
        cells(saved(tmp_path, b"x" * 1024 * 1024 + b"y"), small)
    assert cells(saved(tmp_path, b"a;b\n\n\n\nc;d\n"), small) == [["a", "b"], ["c", "d"]]


@given(content=st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = saved(tmp_path_factory.mktemp("bytes"), content)
    with suppress(SpreadsheetUnreadable):
        assert all(any(row.cells) for row in read_rows(path))


plain = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1
)
telling = st.sampled_from(
    [
        "+45 12 34 56 78",
        "-5",
        "=1+1",
        "＝1+1",
        "@home",
        "æøå",
        "'=1",
        "a;b",
        'x"y',
        "two\nlines",
        "😀",
    ]
)


@given(rows=st.lists(st.lists(telling | plain, min_size=2, max_size=4), min_size=1, max_size=5))
@settings(max_examples=100)
def test_what_we_write_reads_as_it_was(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("round")
    text = "".join(csv_lines(["A", "B"], rows))
    read = cells(saved(folder, text.encode()))
    assert read[1:] == [[cell.removeprefix("\ufeff") for cell in row] for row in rows]
