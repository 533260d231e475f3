"""What is in a list is understood, or the page says why not."""

import io

import pytest
import xlsxwriter
from sqlalchemy import func, select, update

from ambassadors.joining.imports.enums import ImportState, RowFate
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from core import jobs
from core.db import db
from core.spreadsheets import csv_lines
from tests.ambassadors.joining.imports.acts import (
    bring_in,
    confirm,
    fates,
    invited,
    lists,
    mailed,
    only_import,
)
from tests.factories.accounts import UnitFactory


def test_columns_are_put_right_on_the_page(client, cohort):
    bring_in(
        client, cohort, "A;B;C\nwork@firm.dk;Åse;aase@example.dk\nx@firm.dk;Bo;bo@example.dk\n"
    )
    assert only_import().columns == {"email": 0}
    one = only_import().id
    choices = {
        "email": "2",
        "name": "1",
        "has_header": "y",
        "unknown_units": "skip",
        "last_name": "",
        "unit": "",
        "language": "",
        "locale": "en",
    }

    assert client.post(lists(cohort, f"/{one}"), data=choices | {"email": ""}).status_code == 422
    assert client.post(lists(cohort, f"/{one}"), data=choices | {"email": "7"}).status_code == 422
    assert client.post(lists(cohort, f"/{one}"), data=choices).status_code in {302, 303}
    assert "hx-get" in client.get(lists(cohort, f"/{one}")).text
    piece = client.get(lists(cohort, f"/{one}/progress"), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in piece.headers
    jobs.run_all()

    piece = client.get(lists(cohort, f"/{one}/progress"), headers={"HX-Request": "true"})
    assert piece.headers["HX-Refresh"] == "true"
    rows = db.session.scalars(select(ImportRow).order_by(ImportRow.number)).all()
    assert [(r.email, r.name, r.locale) for r in rows] == [
        ("aase@example.dk", "Åse", "en"),
        ("bo@example.dk", "Bo", "en"),
    ]


@pytest.mark.parametrize(("choice", "expected"), [("blank", ["ida@example.dk"]), ("skip", [])])
def test_unit_nobody_knows(client, cohort, choice, expected):
    bring_in(client, cohort, "Navn;Mail;Enhed\nIda;ida@example.dk;Mars\n")
    db.session.execute(update(InvitationImport).values(unknown_units=choice))
    db.session.commit()
    confirm(client, cohort)
    jobs.run_all()
    assert invited() == expected


def test_workbook(client, cohort):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        made.add_worksheet().write_row(0, 0, ["Fornavn", "Efternavn", "Mailadresse"])
        made.worksheets()[0].write_row(2, 0, ["Åse", "Ærø", "aase@example.dk"])
    bring_in(client, cohort, book.getvalue(), "ansatte.xlsx")
    assert only_import().state is ImportState.READING
    jobs.run_all()
    row = db.session.scalars(select(ImportRow)).one()
    assert (row.number, row.name, row.fate) == (3, "Åse Ærø", RowFate.INVITE)


def test_workbook_with_a_title_over_merged_cells_empty_rows_and_links(client, cohort):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:C1", "Ambassadører på Studieliv, efteråret 2026")
        sheet.write_row(2, 0, ["Navn", "Efternavn", "E-mail"])
        sheet.write_row(3, 0, ["Søren", "Ødegård"])
        sheet.write_url(3, 2, "mailto:soeren@example.dk", string="soeren@example.dk")
        sheet.merge_range("A7:B7", "Åse Ærø")
        sheet.write(6, 2, "aase@example.dk")
        sheet.write_row(7, 0, ["Søren", "Ødegård", "SOEREN@example.dk "])
        sheet.write_row(8, 0, ["Sum", 2, 4711])
    bring_in(client, cohort, book.getvalue(), "hold.xlsx")
    jobs.run_all()

    rows = db.session.scalars(select(ImportRow).order_by(ImportRow.number)).all()

    assert [(row.number, row.name, row.fate) for row in rows] == [
        (4, "Søren Ødegård", RowFate.INVITE),
        (7, "Åse Ærø", RowFate.INVITE),
        (8, "Søren Ødegård", RowFate.DOUBLE),
        (9, "Sum 2", RowFate.NOT_AN_ADDRESS),
    ]


def test_pasted_rows(client, cohort):
    client.post(lists(cohort), data={"pasted": "Navn\tMail\nÅse\taase@example.dk"})
    assert fates() == {2: "invite"}


def test_our_own_example_reads(client, cohort):
    UnitFactory(organisation=cohort.organisation, name="Åben skole")
    example = client.get(lists(cohort, "/example.csv"))
    bring_in(client, cohort, example.data, "example.csv")
    assert fates() == {2: "invite", 3: "invite", 4: "invite"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n;;\n",
        b"Navn;Alder\nBo;7\n",
        b"PK\x03\x04 not a workbook at all",
        b";".join([b"a@example.dk"] * 200),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
    ids=["empty", "blank", "no addresses", "half a zip", "200 columns", "old workbook"],
)
def test_what_cannot_be_read_says_why(client, cohort, content):
    response = bring_in(client, cohort, content)
    jobs.run_all()
    if response.status_code == 422:
        return  # an empty file is none
    assert only_import().state is ImportState.UNREADABLE
    page = client.get(response.location)
    assert only_import().problem
    assert page.status_code == 200
    assert confirm(client, cohort).status_code in {302, 303}
    jobs.run_all()
    assert invited() == []


def test_file_that_is_too_large(client, cohort):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"a@example.dk;" * 4_000_000 + b"\r\n--x--\r\n"
    response = client.post(lists(cohort), data=body, content_type="multipart/form-data; boundary=x")
    assert (len(body) > 50_000_000, response.status_code) == (True, 422)
    assert db.session.scalar(select(func.count(InvitationImport.id))) == 0


HOSTILE = [
    ("<script>alert(1)</script>", "html@example.dk"),
    ('=HYPERLINK("http://evil.example";"x")', "formula@example.dk"),
    ("Åse 😀👩‍👩‍👧", "emoji@example.dk"),
    ("\u202egnp.exe\u202c آسا", "rtl@example.dk"),
    ("x" * 5000, "long@example.dk"),
    ("Win http://evil.example/now", "advert@example.dk"),
    ("Line\r\nBcc: all@example.dk", "lines@example.dk"),
    ("A", "\u202ea@example.dk"),
    ("B", "b@example.dk\r\nBcc:c@example.dk"),
    ("C", "<b>c@example.dk"),
]


def test_hostile_rows(client, cohort):
    text = "".join(csv_lines(["Navn", "E-mail"], HOSTILE))
    bring_in(client, cohort, text)
    page = client.get(lists(cohort, f"/{only_import().id}"))
    assert "<script>alert(1)" not in page.text
    assert "\u202e" not in page.text
    confirm(client, cohort)
    jobs.run_all()

    good = ["a", "advert", "emoji", "formula", "html", "lines", "rtl"]
    assert invited() == mailed() == sorted(f"{one}@example.dk" for one in good)
    left_out = client.get(lists(cohort, f"/{only_import().id}/left-out.csv")).text
    assert left_out.count(";") == 4 * 5  # the headings, and three rows that were refused
    assert max(len(line) for line in left_out.splitlines()) < 500
