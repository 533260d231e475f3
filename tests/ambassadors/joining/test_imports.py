"""A whole list is looked through, then invited: each row once, whatever happens on the way."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from sqlalchemy import func, select, update

from accounts.enums import Role
from accounts.models import AuditEvent, Membership, Organisation
from ambassadors.enums import CohortStatus
from ambassadors.joining.imports import jobs as import_jobs
from ambassadors.joining.imports import operations, queries
from ambassadors.joining.imports.enums import ImportState, RowFate
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import Invitation
from core import jobs, storage
from core.db import db, utcnow
from core.models import Job, OutgoingMail
from core.spreadsheets import csv_lines
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.joining import (
    ImportRowFactory,
    InvitationFactory,
    InvitationImportFactory,
)
from tests.queries import count_queries


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def organiser(cohort):
    return MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)


def lists(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations/lists{rest}"


def bring_in(client, cohort, content, name="ansatte.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(
        lists(cohort),
        data={"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def only_import():
    return db.session.scalars(select(InvitationImport)).one()


def fates():
    rows = db.session.execute(select(ImportRow.number, ImportRow.fate).order_by(ImportRow.number))
    return {row.number: row.fate.value for row in rows}


def confirm(client, cohort):
    return client.post(lists(cohort, f"/{only_import().id}/confirmation"))


def invited():
    return sorted(db.session.scalars(select(Invitation.email)))


def mailed():
    return sorted(db.session.scalars(select(OutgoingMail.recipient)))


def test_list_is_looked_through_and_nobody_is_written_to(client, cohort):
    unit = UnitFactory(organisation=cohort.organisation, name="Ældre og sundhed")
    UnitFactory(name="Elsewhere")  # another organisation's: must not be known
    InvitationFactory(cohort=cohort, email="twice@example.dk")
    AmbassadorFactory(cohort=cohort, user=UserFactory(email="inside@example.dk"))
    text = (
        "Navn;Stilling;E-mail;Enhed;Sprog\r\n"
        "Åse Ærø;Sosu;AASE@example.dk;ældre og SUNDHED;engelsk\r\n"
        "Bo;;twice@example.dk;;\r\n"
        "Ib;;inside@example.dk;;\r\n"
        "\r\n"
        "Åse igen;;aase@example.dk;;\r\n"
        "Nora;;nora at example;;\r\n"
        "Per;;;;\r\n"
        "Ida;;ida@example.dk;Elsewhere;\r\n"
    )

    response = bring_in(client, cohort, text.encode("windows-1252"))

    assert response.location == lists(cohort, f"/{only_import().id}")
    assert fates() == {
        2: "invite",
        3: "already_invited",
        4: "already_ambassador",
        6: "double",
        7: "not_an_address",
        8: "no_address",
        9: "unknown_unit",
    }
    row = db.session.scalars(select(ImportRow).where(ImportRow.number == 2)).one()
    assert (row.name, row.email, row.unit, row.locale) == (
        "Åse Ærø",
        "aase@example.dk",
        unit,
        "en",
    )
    page = client.get(response.location).text
    assert "nora at example" in page
    assert (invited(), mailed()) == (["twice@example.dk"], [])


def test_confirmed_list_is_invited_and_mailed_once(client, cohort, organiser):
    bring_in(client, cohort, "Navn;Mail\nAnna;anna@example.dk\nBo;bo@example.dk\nNul;nul\n")

    for _press in range(2):
        assert confirm(client, cohort).location == lists(cohort, f"/{only_import().id}")
    assert invited() == []
    jobs.run_all()

    assert only_import().state is ImportState.DONE
    assert invited() == mailed() == ["anna@example.dk", "bo@example.dk"]
    sent = db.session.scalars(select(Invitation)).all()
    assert all(one.sent_at and one.times_sent == 1 for one in sent)
    assert all(one.asked_by_id == organiser.id for one in sent)
    assert not storage.exists(only_import().storage_key)
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "invitations_imported")
    ).one()
    assert event.after == {"cohort": cohort.name, "invited": 2}
    left_out = client.get(lists(cohort, f"/{only_import().id}/left-out.csv"))
    assert [line.split(";")[:3] for line in left_out.text.splitlines()[1:]] == [["4", "Nul", "nul"]]
    assert client.get(lists(cohort, f"/{only_import().id}")).status_code == 200


def test_importing_again_changes_nothing(client, cohort):
    text = "Navn;Mail\nAnna;anna@example.dk\n"
    bring_in(client, cohort, text)
    confirm(client, cohort)
    jobs.run_all()
    db.session.execute(update(InvitationImport).values(expires_at=utcnow()))
    db.session.commit()
    before = [(i.id, i.token_hash, i.sent_at) for i in db.session.scalars(select(Invitation))]

    bring_in(client, cohort, text)

    second = db.session.scalars(
        select(InvitationImport).where(InvitationImport.expires_at > utcnow())
    ).one()
    assert queries.counts_by_fate(second) == {RowFate.ALREADY_INVITED: 1}
    answer = client.post(lists(cohort, f"/{second.id}/confirmation"))
    assert answer.status_code in {302, 303}
    jobs.run_all()
    assert [
        (i.id, i.token_hash, i.sent_at) for i in db.session.scalars(select(Invitation))
    ] == before
    assert mailed() == ["anna@example.dk"]


@pytest.mark.parametrize("killed_after", [1, 2])
def test_killed_midway_it_goes_on_where_it_was(client, cohort, monkeypatch, killed_after):
    """The worker dies at a random batch, of inviting and of mailing; nobody is asked twice."""
    monkeypatch.setattr(import_jobs, "BATCH", 2)
    monkeypatch.setattr("ambassadors.joining.jobs.BATCH", 2)
    people = [f"p{number}@example.dk" for number in range(7)]
    bring_in(client, cohort, "\n".join(people))
    confirm(client, cohort)

    class Killed(Exception):
        pass

    progress, calls = jobs.Task.progress, []

    def die_once(task, done, total):
        calls.append(task.kind)
        if calls.count(task.kind) == killed_after:
            raise Killed
        progress(task, done, total)

    monkeypatch.setattr(jobs.Task, "progress", die_once)
    for _attempt in range(6):
        jobs.run_all(tolerate_failures=True)
        db.session.execute(update(Job).values(run_after=utcnow()))
        db.session.commit()

    assert {"import_invitations", "send_invitations"} <= set(calls)
    assert invited() == mailed() == people
    assert only_import().state is ImportState.DONE


def test_who_is_no_organiser_any_more_invites_nobody(client, cohort, organiser):
    bring_in(client, cohort, "Navn;Mail\nAnna;anna@example.dk\n")
    confirm(client, cohort)
    db.session.execute(update(Membership).values(role=Role.READER))
    db.session.commit()

    with pytest.raises(jobs.GiveUp):
        jobs.run_all()

    assert (invited(), mailed()) == ([], [])
    assert only_import().state is ImportState.STOPPED
    db.session.execute(update(Membership).values(role=Role.ORGANISER))
    db.session.commit()
    assert "bad" in client.get(lists(cohort, f"/{only_import().id}")).text
    confirm(client, cohort)
    jobs.run_all()
    assert invited() == mailed() == ["anna@example.dk"]


def test_mails_of_who_was_removed_wait_for_somebody_else(client, cohort, organiser, sign_in):
    bring_in(client, cohort, "anna@example.dk\n")
    operations.confirm(only_import(), actor=organiser)
    import_ = only_import()
    operations.invite_rows(import_, up_to=10)
    operations.finish_inviting(import_)
    jobs.enqueue("send_invitations", subject_id=cohort.id)
    db.session.execute(update(Membership).values(role=Role.READER))
    db.session.commit()
    jobs.run_all()
    assert (invited(), mailed()) == (["anna@example.dk"], [])

    other = MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user
    page = f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations"
    browser = sign_in(other)
    assert f"{page}/waiting" in browser.get(page).text
    browser.post(f"{page}/waiting")
    jobs.run_all()
    assert mailed() == ["anna@example.dk"]
    assert db.session.scalars(select(Invitation)).one().asked_by_id == other.id


def test_cohort_that_is_not_open_takes_no_list(client, cohort):
    cohort.status = CohortStatus.DRAFT
    assert bring_in(client, cohort, "anna@example.dk").status_code == 422
    assert client.get(lists(cohort)).status_code == 200
    assert db.session.scalar(select(func.count(InvitationImport.id))) == 0


def test_cohort_closed_in_between_stops_it(client, cohort):
    bring_in(client, cohort, "anna@example.dk")
    confirm(client, cohort)
    db.session.refresh(cohort)
    cohort.status = CohortStatus.ENDED
    db.session.commit()
    with pytest.raises(jobs.GiveUp):
        jobs.run_all()
    assert invited() == []


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


def test_somebody_elses_list_is_not_found(client, cohort, sign_in):
    bring_in(client, cohort, "anna@example.dk\n")
    one = only_import().id
    colleague = MembershipFactory(organisation=cohort.organisation, role=Role.OWNER).user
    browser = sign_in(colleague)
    for path in (f"/{one}", f"/{one}/left-out.csv", f"/{one}/progress"):
        assert browser.get(lists(cohort, path)).status_code == 404
    assert browser.post(lists(cohort, f"/{one}/confirmation")).status_code == 404
    assert browser.post(lists(cohort, f"/{one}/removal")).status_code == 404
    jobs.run_all()
    assert invited() == []


def test_another_organisations_cohort_is_not_found(client, cohort):
    foreign = CohortFactory()
    bring_in(client, cohort, "anna@example.dk\n")
    other = f"/o/{cohort.organisation.slug}/cohorts/{foreign.id}/invitations/lists"
    assert client.get(other).status_code == 404
    assert client.post(f"{other}/{only_import().id}/confirmation").status_code == 404
    second = CohortFactory(organisation=cohort.organisation)
    wrong = lists(second, f"/{only_import().id}")
    assert client.get(wrong).status_code == 404


def test_list_is_forgotten_after_a_day(client, cohort, app):
    bring_in(client, cohort, "anna@example.dk\n")
    key, path = only_import().storage_key, lists(cohort, f"/{only_import().id}")
    db.session.execute(update(InvitationImport).values(expires_at=utcnow() - timedelta(minutes=1)))
    db.session.commit()
    assert client.get(path).status_code == 404
    jobs.enqueue("forget_invitation_lists")
    db.session.commit()
    jobs.run_all()
    assert db.session.scalar(select(func.count(InvitationImport.id))) == 0
    assert db.session.scalar(select(func.count(ImportRow.id))) == 0
    assert not storage.exists(key)


def test_dropped_list_is_gone(client, cohort):
    bring_in(client, cohort, "anna@example.dk\n")
    key = only_import().storage_key
    assert client.post(lists(cohort, f"/{only_import().id}/removal")).location == lists(cohort)
    jobs.run_all()
    assert not storage.exists(key)
    assert db.session.scalar(select(func.count(ImportRow.id))) == 0


def test_too_many_lists_wait(client, cohort, organiser):
    for _one in range(operations.MOST_LISTS):
        InvitationImportFactory(cohort=cohort, made_by=organiser)
    assert bring_in(client, cohort, "anna@example.dk\n").status_code == 422


def test_pages_ask_the_same_for_one_and_three(client, cohort, organiser):
    one_id = InvitationImportFactory(cohort=cohort, made_by=organiser).id
    path, organisation_id = lists(cohort, f"/{one_id}"), cohort.organisation_id
    counts = []
    for more in (1, 2):
        for _row in range(more):
            unit = UnitFactory(organisation=db.session.get(Organisation, organisation_id))
            ImportRowFactory(import_id=one_id, of=None, unit_id=unit.id)
        with count_queries() as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
