"""What leaves the house equals the screen, and shows nobody: files, paper, links and mail."""

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import current_app
from python_calamine import CalamineWorkbook

from accounts.enums import Role
from accounts.models import Membership
from ambassadors.enums import Kind
from campaigns import totals
from campaigns.enums import Step, Way
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.results import breakdown
from campaigns.results.breakdown import SHARED, Eyes
from campaigns.results.enums import GROUPED, By
from campaigns.results.letters import operations as letters
from campaigns.results.letters.models import ReaderLetter
from campaigns.results.sharing import operations
from core import documents, jobs
from core.db import db, utcnow
from core.models import Job
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
    ParticipationFactory,
    today,
)

PASSWORD = "sommerfest 7"
NAMES = ["Ulla Underskov", "Viggo Vandmose", "Xenia Xaver", "Yrsa Ydby", "Ziggy Zahle"]


def add(campaign, name, unit, cohort, function="", **numbers):
    person = AmbassadorFactory(user__name=name, unit=unit, cohort=cohort, function=function)
    part = ParticipationFactory(campaign=campaign, ambassador=person)
    told = numbers.pop("told", 0)
    for step, number in numbers.items():
        totals.count(
            campaign_id=campaign.id,
            participation_id=part.id,
            step=Step(step),
            day=today(),
            by=number,
        )
    totals.count_ways(Way.TOLD, Counter({part.id: told}))
    return part


@pytest.fixture
def campaign(app):
    """Eleven people in three units, two cohorts and some functions; two units are small."""
    made = CampaignFactory(name_da="Åbent hus", name_en="Open house", organisation__name="VIA")
    goal = GoalFactory(campaign=made, target=300)
    north, south, west = (
        UnitFactory(organisation=made.organisation, name=name) for name in ("Nord", "Syd", "Vest")
    )
    students, citizens = (
        CohortFactory(organisation=made.organisation, kind=kind, name=kind.value)
        for kind in (Kind.STUDENT, Kind.CITIZEN)
    )
    for number, name in enumerate(NAMES):
        add(made, name, north, students, "HR", clicks=9, sign_ups=20, told=number)
    for number in range(4):
        add(made, f"Lone Lilleby {number}", south, students, "hr ", sign_ups=2, conversations=1)
    for name in ("Bent Bitte", "Bo Bitte"):
        add(made, name, west, citizens, "Chaplain", sign_ups=3, confirmed=3, conversations=3)
    for source, number in {Source.LINK: 104, Source.TOLD_BY: 10, Source.NONE: 44}.items():
        db.session.add(GoalSource(goal_id=goal.id, source=source, sign_ups=number))
    db.session.commit()
    return made


def reader_of(campaign, role=Role.READER):
    membership = MembershipFactory(organisation=campaign.organisation, role=role)
    membership.user.locale = "en"
    if role is Role.READER:
        campaign.readers = [membership]
    db.session.commit()
    return membership


def address(campaign, rest=""):
    return f"/o/{campaign.organisation.slug}/results/{campaign.id}{rest}"


def shown(page, of="table"):
    """Return the tables of a page as rows of words."""
    soup = BeautifulSoup(page.text, "html.parser")
    return [
        [[c.get_text(strip=True) for c in row(["th", "td"])] for row in table("tr")]
        for table in soup.select(of)
    ]


def in_csv(text):
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";")
    return [row for row in rows if row]


def in_workbook(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [
            [str(int(cell)) if isinstance(cell, float) else cell for cell in row]
            for row in book.get_sheet_by_name(name).to_python()
        ]
        for name in book.sheet_names
    }


def test_every_breakdown_adds_up_and_its_files_equal_the_screen(campaign, sign_in):
    browser = sign_in(reader_of(campaign).user)
    for by in By:
        page = browser.get(address(campaign, f"/by/{by.value}"))
        rows, *goals = shown(page)
        assert len(goals) == (by in GROUPED), by
        file = browser.get(address(campaign, f"/by/{by.value}.csv"))
        book = browser.get(address(campaign, f"/by/{by.value}.xlsx"))
        if by is By.CHANNEL:
            rows = rows[:-1]  # says that there is nothing
        apart = [["Goals"], *goals[0]] if goals else []
        assert in_csv(file.text) == rows + apart, by
        assert list(in_workbook(book.data).values()) == [rows, *goals], by
        if goals:
            assert goals[0][0][1:] == ["of 300 sign-ups"]
            assert sum(int(row[1]) for row in goals[0][1:]) == 114, by
        if by is not By.CHANNEL:
            of = rows[0].index("Signed up")
            assert sum(int(row[of]) for row in rows[1:]) == 114, by
    assert "All groups here are small" in browser.get(address(campaign, "/by/cohort")).text
    assert browser.get(address(campaign, "/by/name")).status_code == 404


def test_small_units_are_merged_for_readers_and_organisers_see_who_is_behind(campaign, sign_in):
    merged = breakdown.table(campaign, By.UNIT, Eyes())
    assert [(row.cells[0], row.key is None) for row in merged.rows] == [(5, False), (6, True)]
    browser = sign_in(reader_of(campaign, Role.ORGANISER).user)
    page = browser.get(address(campaign, "/by/function?sort=name"))
    rows, _goals = shown(page)
    assert [row[:2] for row in rows] == [
        ["Function", "Ambassadors"],
        ["Chaplain", "2"],
        ["HR", "9"],
    ]
    links = BeautifulSoup(page.text, "html.parser").select("tbody th a")
    (people,) = shown(browser.get(links[1]["href"]))
    assert len(people) == 10
    assert {row[0] for row in people[1:]} >= set(NAMES)
    nobody = browser.get(address(campaign, "/people?by=unit&of=nonsense"))
    assert nobody.status_code == 200
    assert "Ulla" not in nobody.text


def test_nothing_shared_shows_a_name_or_few_people(campaign):
    cohorts = breakdown.table(campaign, By.COHORT, SHARED)
    assert cohorts.merged == 2  # the one of two people takes the other in
    shown_by = {table.by: table for table in breakdown.shared_tables(campaign)}
    assert By.KIND not in shown_by  # it would show what was merged
    units = shown_by[By.UNIT]
    columns = dict(zip(units.columns, zip(*(row.cells for row in units.rows)), strict=True))  # noqa: B905
    assert columns["ambassadors"] == (5, 6)
    assert columns["conversations"] == (0, 10)
    assert columns["confirmed"] == (0, 6)
    assert not {"told", "tracked", "imported"} & set(units.columns)


def test_paper_pdf_files_and_link_say_the_same(campaign, sign_in, monkeypatch):
    organiser = reader_of(campaign, Role.ORGANISER)
    browser = sign_in(organiser.user)
    screen = browser.get(address(campaign, "/paper"))
    assert BeautifulSoup(screen.text, "html.parser").h1.text == "114 of 300 sign-ups"
    book = in_workbook(browser.get(address(campaign, "/paper.xlsx")).data)
    for table in shown(screen, "main section table"):
        assert table in book.values()
    written = in_csv(browser.get(address(campaign, "/paper.csv")).text)
    assert all(row in written for sheet in list(book.values())[1:] for row in sheet)
    draw, drawn = documents.draw, []
    monkeypatch.setattr(documents, "draw", lambda *one: drawn.append(one[1]) or draw(*one))
    pdf = browser.get(address(campaign, "/paper.pdf"))
    assert pdf.data.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.data
    (words,) = drawn
    assert words["title"] == "114 of 300 sign-ups"
    in_pdf = [[one["headings"], *one["rows"]] for one in words["tables"]]
    assert in_pdf == shown(screen, "main section table")
    whole = next(iter(book.values()))
    assert [*words["facts"][:-1], *words["summary"]] == [
        row for row in whole[1:] if row[0] != words["facts"][-1][0]
    ]
    rungs = BeautifulSoup(screen.text, "html.parser").select(".ladder__number")
    said = [number for _label, number in words["summary"]]
    assert {rung.get_text(strip=True) for rung in rungs} <= set(said)
    texts = [screen.text, str(book), str(written), str(words)]
    for name in [*NAMES, "Lilleby", "Bitte", "Chaplain", "Vest", "Syd"]:
        assert not any(name in text for text in texts), name


def test_a_shared_link_opens_with_its_password_until_it_ends(campaign, sign_in, client):
    organiser = reader_of(campaign, Role.ORGANISER)
    path = address(campaign, "/shared")
    browser = sign_in(organiser.user)
    browser.post(
        path, data={"for_whom": "Byrådet", "last_day": today().isoformat(), "password": PASSWORD}
    )
    listed = browser.get(path).text
    link = BeautifulSoup(listed, "html.parser").select_one("input.copy__text")["value"]
    token = link.rpartition("/")[2]
    guest = f"/shared/{token}"

    assert "114" not in BeautifulSoup(client.get(guest).text, "html.parser").main.text
    assert client.get(f"{guest}/results.pdf").status_code == 302
    assert client.post(guest, data={"password": "wrong"}).status_code == 422
    assert client.post(guest, data={"password": PASSWORD}).location == guest
    opened = client.get(guest)
    assert "114 of 300" in opened.text or "114 af 300" in opened.text
    as_of = BeautifulSoup(opened.text, "html.parser").main.p.get_text()
    assert any(said in as_of for said in ("Numbers as of", "Tal opgjort")), as_of
    assert str(today().year) in as_of
    assert opened.headers["X-Robots-Tag"] == "noindex"
    assert not any(name in opened.text for name in [*NAMES, "Byrådet", "Chaplain"])
    assert client.get(f"{guest}/results.pdf").data.startswith(b"%PDF")

    assert client.get("/shared/nothing").status_code == 404
    shared = db.session.scalars(db.select(operations.SharedResult)).one()
    assert PASSWORD not in shared.password
    operations.take_back(shared, actor=organiser.user)
    db.session.commit()
    assert client.get(guest).status_code == 410
    assert client.post(guest, data={"password": PASSWORD}).status_code == 410


def test_readers_are_written_to_once_a_month_unless_they_say_no(campaign, sign_in, run_jobs):
    wants, refuses = reader_of(campaign), reader_of(campaign)
    campaign.readers = [wants, refuses]
    campaign.starts_on = today() - timedelta(days=70)
    db.session.commit()
    path = f"/o/{campaign.organisation.slug}/results"
    browser = sign_in(refuses.user)
    browser.post(f"{path}/monthly-mail", data={"wanted": "no"})
    assert "You have said no to the monthly mail." in browser.get(path).text

    before = len(current_app.extensions["mailman"].outbox)
    for _again in range(2):
        jobs.enqueue("send_monthly_results")
        run_jobs()

    (mail,) = current_app.extensions["mailman"].outbox[before:]
    assert mail.to == [wants.user.email]
    assert "114 of 300 sign-ups" in mail.body
    assert "#monthly-mail" in mail.body
    paragraphs = [lines.strip() for lines in mail.body.split("\n\n")]
    assert [one.splitlines()[0] for one in paragraphs if "114 of 300" in one] == ["Open house"]
    assert not any(name in mail.body for name in NAMES)
    letters = db.session.scalars(db.select(ReaderLetter)).all()
    assert [letter.month is None for letter in letters if letter.declined_at] == [True]


def test_a_monthly_mail_killed_between_two_readers_reaches_each_once(
    campaign, run_jobs, outbox, monkeypatch
):
    readers = [reader_of(campaign) for _ in range(3)]
    campaign.readers = readers
    campaign.starts_on = today() - timedelta(days=70)
    db.session.commit()
    note_sent, killed = letters.note_sent, iter([False, True])

    def note_or_be_killed(*about):
        if next(killed, False):
            raise ConnectionError
        note_sent(*about)

    monkeypatch.setattr(letters, "note_sent", note_or_be_killed)
    jobs.enqueue("send_monthly_results")
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    db.session.execute(db.update(Job).values(run_after=utcnow()))
    db.session.commit()
    run_jobs()
    wanted = {reader.user.email for reader in db.session.scalars(db.select(Membership))}
    assert sorted(mail.recipient for mail in outbox()) == sorted(wanted)
    assert len(wanted) == len(readers)
