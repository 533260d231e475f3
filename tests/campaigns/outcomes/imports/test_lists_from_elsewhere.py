"""Lists as they come: workbooks, bombs, lists without dates, figures of others, and their pages."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import func, select

from campaigns.models import Goal
from campaigns.outcomes import recounting
from campaigns.outcomes.imports.enums import ListState
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.official.models import OfficialFigure
from core import storage
from core.db import db
from core.lists import MOST_WAITING
from tests.campaigns.outcomes.imports.lists import HEADINGS, a_goal, bring_in, row, the_list, totals
from tests.queries import count_queries

UNDATED = "Ordrenr.;Kode;Status"
FIGURES = "Hvad;Antal;Dato;Kilde;Adresse"
GOOD = "Optagne;1.940;26-07-2026;optagelse.dk;https://example.dk/tal"


@pytest.fixture
def desk(app, sign_in):
    goal, organiser = a_goal()
    return sign_in(organiser.user), goal


def workbook(rows: list[list[object]]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return file.getvalue()


def bomb(times: int) -> bytes:
    """A workbook whose one sheet unpacks to some hundred times as much."""
    made = BytesIO(workbook([["Nr.", "Kode"], ["A-1", "KVARTA"]]))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.bin", b"\0" * times * 1024 * 1024)
    return made.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked(desk, run_jobs):
    client, goal = desk
    address = bring_in(client, goal, bomb(101), name="tilmeldinger.xlsx")
    run_jobs()
    found = the_list(address)
    assert (found.state, bool(found.problem)) == (ListState.UNREADABLE, True)
    assert found.problem in client.get(address).text
    whole = workbook([["Nr.", "Kode", "Status"], ["A-1", "kvarta", "Betalt"], [2, "", "Tilmeldt"]])
    good = bring_in(client, goal, whole, name="tilmeldinger.xlsx")
    run_jobs()
    client.post(f"{good}/confirmation")
    run_jobs()
    assert set(db.session.scalars(select(Outcome.external_ref))) == {"A-1", "2"}
    assert totals(goal) == (1, 1)


def test_too_many_lists_wait_and_nobody_waits_for_their_files(desk, monkeypatch):
    client, goal = desk
    listed = f"{UNDATED}\nA-1;kvarta;Betalt"
    save, was_writing = storage.save, []

    def watched(*args, **kwargs):
        was_writing.append(db.session().in_transaction())
        save(*args, **kwargs)

    monkeypatch.setattr(storage, "save", watched)
    waiting = [bring_in(client, goal, listed.encode()) for _one in range(MOST_WAITING)]
    lists = waiting[0].rsplit("/", 1)[0]
    one_more = {"goal": str(goal.id), "stage": "signed_up", "pasted": listed}
    kept = len(list(storage.listed("outcome-imports")))
    assert client.post(lists, data=one_more).status_code == 422
    assert len(list(storage.listed("outcome-imports"))) == kept
    assert was_writing == [False] * (MOST_WAITING + 1)
    client.post(f"{waiting[0]}/removal")
    assert client.post(lists, data=one_more).status_code == 302


def test_news_without_a_day_never_takes_anybody_back(desk, run_jobs):
    client, goal = desk
    for status, expected in (
        ("Tilmeldt", (1, 0)),
        ("Betalt", (1, 1)),
        ("Tilmeldt", (1, 1)),  # the same old list once more
        ("Udeblevet", (1, 0)),
        ("Afmeldt", (0, 0)),
        ("Tilmeldt", (0, 0)),
    ):
        address = bring_in(client, goal, f"{UNDATED}\nA-1;kvarta;{status}".encode())
        client.post(f"{address}/confirmation")
        run_jobs()
        assert (status, totals(goal)) == (status, expected)
    assert recounting.differing() == []


def test_figures_of_others_come_in_whole_or_not_at_all(desk):
    client, goal = desk
    slug, campaign_id = goal.campaign.organisation.slug, goal.campaign_id
    address = f"/o/{slug}/campaigns/{campaign_id}/official-figures"
    before = totals(goal)
    for wrong in (
        f"{FIGURES}\n{GOOD}\nFlyttet hertil;mange;26-07-2026;Danmarks Statistik;",
        f"{FIGURES}\n{GOOD}\nFlyttet hertil;12;i sommer;Danmarks Statistik;",
        f"{FIGURES}\n{GOOD}\nFlyttet hertil;12;26-07-2026;;",
        f"{FIGURES}\n{GOOD}\nFlyttet hertil;12;26-07-2026;Os;javascript:alert(1)",
        f"Antal;Dato\n{GOOD}",
        FIGURES,
    ):
        assert client.post(f"{address}/list", data={"pasted": wrong}).status_code == 422
        assert db.session.scalar(select(func.count(OfficialFigure.id))) == 0
    packed = {"file": (BytesIO(bomb(101)), "tal.xlsx")}
    assert client.post(f"{address}/list", data=packed).status_code == 422
    for _again in range(2):
        client.post(f"{address}/list", data={"pasted": f"{FIGURES}\n{GOOD}"})
    (figure,) = db.session.scalars(select(OfficialFigure))
    assert (figure.number, figure.as_of.isoformat(), figure.is_imported) == (
        1_940,
        "2026-07-26",
        True,
    )
    assert totals(goal) == before  # beside, never added


def test_as_many_questions_for_three_as_for_one(desk, run_jobs):
    client, goal = desk
    campaign, campaign_id = goal.campaign, goal.campaign_id
    home = f"/o/{campaign.organisation.slug}"
    results = f"{home}/results/{campaign_id}/outcomes"
    goal_id, numbers = goal.id, []
    for rows in (1, 3):
        good = [row(10 * rows + n, ("kvarta", "kvartb", "kvartc")[n]) for n in range(rows)]
        unknown = [row(100 * rows + n, "KVARTX") for n in range(rows)]
        listed = "\n".join([HEADINGS, *good, *unknown])
        address = bring_in(client, db.session.get_one(Goal, goal_id), listed.encode())
        client.post(f"{address}/confirmation")
        run_jobs()
        asked = []
        for page in (
            results,
            f"{results}?list={address.rsplit('/', 1)[1]}",
            f"{home}/campaigns/{campaign_id}/outcomes/lists",
            address,
            f"{address}?show=to_fix",
            f"{address}/fix-list.csv",
        ):
            assert client.get(page).status_code == 200  # and what is kept in memory is there
            with count_queries() as queries:
                client.get(page)
            asked.append(len(queries))
        numbers.append(asked)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 15
