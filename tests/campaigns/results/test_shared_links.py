"""Links to results, and who tries to get more out of them than was given."""

from datetime import timedelta

import pytest
from time_machine import travel

from accounts.enums import Role
from campaigns.results.enums import By
from campaigns.results.sharing import operations, personal_data
from campaigns.results.sharing.errors import LastDayOver, LastDayTooFar
from core.db import db, utcnow
from core.personal_data import Person
from tests.campaigns.results.test_shared import PASSWORD, add, address, in_csv, reader_of
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, today

MARKUP = "<img src=x onerror=alert(1)>"


def shared(campaign, actor, days=3):
    made = operations.share(
        campaign,
        for_whom="Board",
        password=PASSWORD,
        last_day=today() + timedelta(days=days),
        today=today(),
        actor=actor,
    )
    db.session.commit()
    return f"/shared/{operations.token_of(made.id)}"


@pytest.fixture
def campaign(app):
    made = CampaignFactory(name_en=f'=cmd() {MARKUP} #panic("x") $x$', name_da=MARKUP)
    GoalFactory(campaign=made, target=300)
    cohort = CohortFactory(organisation=made.organisation, name=f"=1+1 {MARKUP}")
    unit = UnitFactory(organisation=made.organisation, name=f"#eval {MARKUP}")
    for number in range(5):
        add(made, f"Kim {number}", unit, cohort, f"@x {MARKUP}", sign_ups=3)
    return made


def test_one_link_opens_no_other_and_guessing_stops(campaign, client):
    actor = reader_of(campaign, Role.ORGANISER).user
    first, second, third = (shared(campaign, actor) for _ in range(3))
    assert client.post(first, data={"password": PASSWORD}).status_code == 302
    assert "Kim" not in client.get(first).text
    assert client.get(f"{first}/results.pdf").data.startswith(b"%PDF")
    assert 'type="password"' in client.get(second).text
    assert client.get(f"{second}/results.pdf").status_code == 302
    with travel(utcnow(), tick=False):  # all within a minute
        for _ in range(10):
            client.post(second, data={"password": "guess"})
        assert client.post(second, data={"password": PASSWORD}).status_code == 429
    assert 'type="password"' in client.get(third).text

    with travel(utcnow() + timedelta(days=5)):  # the browser is still open
        for address in (first, f"{first}/results.pdf"):
            over = client.get(address)
            kept = (over.headers["Referrer-Policy"], over.headers["Cache-Control"])
            assert (over.status_code, *kept) == (410, "no-referrer", "no-store, private")
    personal_data.erase(Person(actor.id, actor.email, actor.name, account=True))
    db.session.commit()
    assert client.get(first).status_code == 404


def test_words_of_others_are_words_on_every_page_and_in_every_file(campaign, client, sign_in):
    organiser = reader_of(campaign, Role.ORGANISER)
    link = shared(campaign, organiser.user)
    client.post(link, data={"password": PASSWORD})
    desk = sign_in(organiser.user)
    pages = [client.get(link), desk.get(address(campaign, "/paper"))]
    pages += [desk.get(address(campaign, f"/by/{by.value}")) for by in By]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not any("<img src=x" in page.text for page in pages)
    for path in (f"{link}/results.pdf", address(campaign, "/paper.pdf")):
        assert (client if path.startswith(link) else desk).get(path).data.startswith(b"%PDF")
    for path in ("/by/function.csv", "/by/cohort.csv", "/by/unit.csv", "/paper.csv"):
        cells = [cell for row in in_csv(desk.get(address(campaign, path)).text) for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell != "-"], path


def test_a_link_works_today_at_least_and_a_year_at_most(campaign):
    actor = reader_of(campaign, Role.ORGANISER).user
    for days, refusal in ((-1, LastDayOver), (400, LastDayTooFar)):
        with pytest.raises(refusal):
            operations.share(
                campaign,
                for_whom="Byrådet",
                password=PASSWORD,
                last_day=today() + timedelta(days=days),
                today=today(),
                actor=actor,
            )
