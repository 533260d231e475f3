"""What readers, ambassadors and organisers are promised, with the numbers it is told of with.

R1, R3, A5 and the overview of O6, in both languages.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from time_machine import travel

from accounts.enums import Role
from ambassadors.enums import Benefit, Rhythm
from campaigns import totals
from campaigns.enums import Step
from campaigns.models import CampaignDay, CampaignGroup
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.outcomes.official.models import OfficialFigure
from campaigns.posts import operations as posts
from campaigns.results.consistency import jobs as consistency_jobs
from campaigns.results.enums import By
from core.db import db
from tests.campaigns.results.test_shared import address, in_csv, reader_of, shown
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, ParticipationFactory, today

NOON = time(12, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])


def words(page) -> str:
    soup = BeautifulSoup(page.text, "html.parser")
    return " ".join(soup.main.get_text(" ").replace("\xa0", " ").split())


def speaks(membership, language):
    """Sign somebody in who reads a language."""
    membership.user.locale = language
    db.session.commit()
    return membership.user


def test_monday_view_and_thirty_one_areas(app, sign_in):
    campaign, other = CampaignFactory(), CampaignFactory(name_da="Ikke din", name_en="Not yours")
    other.organisation = campaign.organisation
    goal = GoalFactory(campaign=campaign, target=300)
    for source, number in {Source.LINK: 180, Source.CODE: 34, Source.TOLD_BY: 61}.items():
        db.session.add(GoalSource(goal_id=goal.id, source=source, sign_ups=number))
    db.session.add(
        OfficialFigure(
            campaign=campaign,
            name_da="Optagne",
            name_en="Admitted",
            number=1940,
            as_of=today(),
            source_name="optagelse.dk",
        )
    )
    day = {"sign_ups": 275, "clicks": 3100}
    db.session.add(CampaignDay(campaign_id=campaign.id, day=today(), **day))
    cohort = CohortFactory(organisation=campaign.organisation)
    sizes = [*range(5, 34), 3, 4]  # 31 areas, two of them with fewer than five people
    for number, people in enumerate(sizes):
        unit = UnitFactory(organisation=campaign.organisation, name=f"Område {number:02d}")
        brought = {"clicks": 100, "sign_ups": 214 - 6 * 30 if number == 0 else 6, "told": 0}
        db.session.add(
            CampaignGroup(
                campaign_id=campaign.id,
                unit_id=unit.id,
                cohort_id=cohort.id,
                ambassadors=people,
                **brought,
            )
        )
    reader = reader_of(campaign)
    dialogues = {"da": "Samtaler, som ambassadørerne selv har noteret", "en": "Dialogues"}
    for language, grouped in (("da", "1.940"), ("en", "1,940")):
        desk = sign_in(speaks(db.session.merge(reader), language))
        reads_own_campaign_only(desk, db.session.merge(campaign), db.session.merge(other))
        reads_what_is_counted_apart(desk, db.session.merge(campaign), grouped)
        finds_what_each_number_means(desk, db.session.merge(campaign), dialogues[language])
    assert finds_an_area_of_many(desk, db.session.merge(campaign)) == 31


def reads_own_campaign_only(desk, campaign, other):
    assert "Ikke din" not in (listed := desk.get(address(campaign).rpartition("/")[0]).text)
    assert "Not yours" not in listed
    assert desk.get(address(other)).status_code == 403


def finds_what_each_number_means(desk, campaign, words):
    """One tap away on every page; on paper, and behind a link, it is written out."""
    here, all_of_them = address(campaign), address(campaign).rpartition("/")[0]
    for path in (all_of_them, here, f"{here}/people?by=unit&of=", f"{all_of_them}/dialogue"):
        page = BeautifulSoup(desk.get(path).text, "html.parser")
        assert words in page.select_one("details.meanings").get_text(), path
    for by in By:
        page = BeautifulSoup(desk.get(f"{here}/by/{by.value}").text, "html.parser")
        assert words in page.select_one("details.meanings").get_text(), by
    method = BeautifulSoup(desk.get(f"{here}/paper").text, "html.parser").select_one("#method")
    assert words in method.parent.get_text()


def reads_what_is_counted_apart(desk, campaign, grouped):
    """Tracked, told and official figures stand apart, and the last are in no sum."""
    page = desk.get(address(campaign))
    soup = BeautifulSoup(page.text, "html.parser")
    legend = [item.get_text(" ", strip=True) for item in soup.select_one(".meter__legend")("li")]
    assert [one.split()[0] for one in legend] == ["214", "61"]
    (beside,) = soup.select("section[aria-labelledby=official]")
    assert grouped in beside.text
    (meter,) = [one["aria-label"] for one in soup.select(".meter")]
    assert ("275" in meter, "300" in meter, "940" in meter) == (True, True, False)


def finds_an_area_of_many(desk, campaign) -> int:
    """Small areas are together; the others can be sorted and searched, and are in the file.

    Return how many areas there are, the small ones among them.
    """
    areas = address(campaign, "/by/unit")
    rows, _goals = shown(desk.get(areas))
    assert len(rows) == 1 + 29 + 1 + 1  # apart, two together, and who said nobody's name
    assert [row[1] for row in rows if row[0].startswith("Område 00")] == ["5"]
    assert rows[1][:4] == ["Område 00", "5", "100", "0"]
    merged = rows[-2]
    assert (merged[1], merged[2], merged[4]) == ("7", "200", "12")
    assert sum(int(row[4]) for row in rows[1:]) == 275
    by_name, _goals = shown(desk.get(f"{areas}?sort=name"))
    assert [row[0] for row in by_name[1:30]] == [f"Område {n:02d}" for n in range(29)]
    by_people, _goals = shown(desk.get(f"{areas}?sort=ambassadors"))
    assert [row[1] for row in by_people[1:4]] == ["33", "32", "31"]
    found, _goals = shown(desk.get(f"{areas}?words=område+07"))
    assert [row[0] for row in found[1:]] == ["Område 07"]
    for crafted in (
        "?sort=password&page=-1",
        "?sort=&words=%25&page=99999999999999999999",
        "?words=",
    ):
        assert desk.get(f"{areas}{crafted}").status_code == 200, crafted
    # What is drawn stands in the table beneath.
    drawn = BeautifulSoup(desk.get(areas).text, "html.parser").select(".ladder li")
    assert drawn
    numbers = {one.select_one(".ladder__number").get_text(strip=True) for one in drawn}
    assert numbers <= {row[4] for row in rows}
    assert in_csv(desk.get(f"{areas}.csv").text)[: len(rows)] == rows
    return len(rows) - 3 + int(re.sub(r"\D", "", merged[0]))


LEADS = {
    Benefit.NETWORK: "7",
    Benefit.RECOGNITION: "5",
    Benefit.PROFILE: "6",
    Benefit.SHOWCASE: "41",
    Benefit.DIFFERENCE: "4",
}


@LANGUAGES
def test_her_effect_begins_with_what_she_wanted(app, sign_in, language):
    person = AmbassadorFactory(
        joined_at=datetime.combine(today() - timedelta(weeks=30), NOON),
        rhythm=Rhythm.WEEKLY,
    )
    part = ParticipationFactory(ambassador=person)
    for back in (0, 1, 2, 4, 5, 7, 7):  # six of eight weeks, seven conversations
        on = today() - timedelta(weeks=back)
        posts.log_conversation(part, topic=None, on=on)
    for step, number in ((Step.CLICKS, 41), (Step.SIGN_UPS, 5), (Step.CONFIRMED, 4)):
        totals.count(
            campaign_id=part.campaign_id,
            participation_id=part.id,
            step=step,
            day=today(),
            by=number,
        )
    person.user.locale = language
    db.session.commit()
    browser = sign_in(person.user)
    for wanted, lead in LEADS.items():
        db.session.merge(person).benefits = [wanted]
        db.session.commit()
        page = browser.get("/my/effect")
        soup = BeautifulSoup(page.text, "html.parser")
        assert soup.select_one("h1 .stat__number").get_text(strip=True) == lead, wanted
    ladder = [one.get_text(strip=True) for one in soup.select(".ladder__number")]
    assert ladder == ["41", "7", "5", "4"]
    assert {"da": "6 af 8 gange", "en": "6 of 8 times"}[language] in words(page)
    told = " ".join(one.get_text(" ") for one in soup.select("h1, h2, .ladder, .stat__number, th"))
    for never in ("følger", "Følger", "ollower", "like", "Like", "reach", "ækkevidde"):
        assert never not in told.replace("followed", ""), never


@LANGUAGES
@travel(datetime(2026, 3, 12, 12, tzinfo=UTC), tick=True)  # a Thursday in week 11
def test_the_overview_says_who_is_quiet_who_carries_it_and_which_week_stands_out(
    app, sign_in, language
):
    start = date(2025, 12, 29)  # Monday of week 1
    cohort = CohortFactory(season_start=start, season_end=date(2026, 12, 1))
    campaign = CampaignFactory(organisation=cohort.organisation)
    weeks = [[8, 8, 8, 3, 9, 10], [8, 8, 1, 4, 6, 11], [8, 8, 2, 5, 9], [10, 7, 3], [1, 5], [2, 6]]
    for number, active in enumerate([*weeks, []]):
        person = AmbassadorFactory(cohort=cohort, joined_at=datetime.combine(start, NOON))
        part = ParticipationFactory(campaign=campaign, ambassador=person)
        for week in active:
            posts.log_conversation(part, topic=None, on=start + timedelta(weeks=week - 1))
        if number == len(weeks):  # who is on a break is not quiet
            PauseFactory(ambassador=person, starts_on=start, ends_on=date(2026, 4, 1))
    organiser = speaks(reader_of(campaign, Role.ORGANISER), language)
    consistency_jobs.count_what_is_behind()

    page = words(sign_in(organiser).get(f"/o/{cohort.organisation.slug}"))
    for said in {
        "da": ("To har været stille i tre uger", "71 %", "uge 8 skiller sig ud"),
        "en": ("Two people have been quiet for three weeks", "71%", "week 8 stands out"),
    }[language]:
        assert said in page, page
