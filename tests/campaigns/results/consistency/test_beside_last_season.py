"""A season beside the one before (R2), with the numbers it is told of with, in both languages."""

from datetime import UTC, date, datetime, time, timedelta

from bs4 import BeautifulSoup, Tag
from time_machine import travel

from accounts.enums import Role
from ambassadors.models import Cohort
from campaigns.models import Campaign
from campaigns.posts import operations as posts
from campaigns.results.consistency import jobs as consistency_jobs
from campaigns.results.ladder import monday_of
from core.db import db
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

TODAY = date(2026, 11, 19)  # a Thursday, in the sixteenth week of the season
MONDAY = monday_of(TODAY)
NOON = time(12, tzinfo=UTC)
YEAR = timedelta(weeks=52)
# The weeks, counted back from this one, in which each did something once; the rest did nothing.
# In weeks nine to five back nobody did.
NOW = [
    [15, 14, 13, 12, 11, 10, 0],
    [15, 14, 13, 12, 2, 1],
    [15, 13, 11, 4, 3, 2],
    *([15 - n % 6, n % 4] for n in range(13)),
    *([15 - n] for n in range(5)),
]
THEN = [
    [15, 14, 13, 12, 11, 3],
    [15, 14, 13, 12, 11, 2],
    [15, 14, 13, 12, 1],
    [15],
    [14],
    [13],
    [9],
]
WORDS = {
    "da": ["67 %", "11 af 16", "35 dage (5 uger)", "38 %", "Ujævnhed"],
    "en": ["67%", "11 of 16", "35 days (5 weeks)", "38%", "Unevenness"],
}
BEFORE = {"da": ("12 %", "81 %"), "en": ("12%", "81%")}


def season(campaign: Campaign, cohort: Cohort, people: int, weeks: list[list[int]]) -> None:
    """Let people who joined on the first day talk with somebody in the weeks given."""
    first = datetime.combine(cohort.season_start, NOON)
    this_week = monday_of(cohort.season_start) + timedelta(weeks=15)
    for number in range(people):
        person = AmbassadorFactory(cohort=cohort, joined_at=first)
        part = ParticipationFactory(campaign=campaign, ambassador=person)
        for back in weeks[number] if number < len(weeks) else []:
            # The last before the silence was on a Sunday, the first after it on a Monday.
            day = 6 if (number, back) == (0, 10) else 0
            on = this_week - timedelta(weeks=back) + timedelta(days=day)
            posts.log_conversation(part, topic=None, on=on)


@travel(datetime.combine(TODAY, NOON), tick=True)
def test_two_seasons_stand_beside_each_other_with_their_figures(app, sign_in):
    start = MONDAY - timedelta(weeks=15)
    cohort = CohortFactory(season_start=start, season_end=TODAY + timedelta(weeks=20))
    ours = cohort.organisation
    last = CohortFactory(
        organisation=ours, season_start=start - YEAR, season_end=start - timedelta(days=1)
    )
    campaign = CampaignFactory(organisation=ours)
    season(campaign, cohort, 24, NOW)
    season(CampaignFactory(organisation=ours), last, 25, THEN)
    reader = MembershipFactory(organisation=ours, role=Role.READER)
    campaign.cohorts, campaign.readers = [cohort], [reader]
    db.session.commit()
    consistency_jobs.count_what_is_behind()
    browser, path = sign_in(reader.user), f"/o/{ours.slug}/results/consistency/{cohort.id}"

    for language, said in WORDS.items():
        db.session.merge(reader.user).locale = language
        db.session.commit()
        page = BeautifulSoup(browser.get(path).text, "html.parser").main
        figures, before, explained = read(page, said[2])
        assert [*figures[:3], figures[4]] == said[:4], language
        assert (before[0], before[4]) == BEFORE[language], language
        assert explained
        # How unevenly it is spread is told of both, at the same time of their seasons.
        (now, *_), (then, *_), explained = read(page, said[4])
        assert 0 < float(now.replace(",", ".")) < float(then.replace(",", ".")) < 1
        assert explained


def read(page: Tag, words: str) -> tuple[list[str], list[str], bool]:
    """Return both columns of the table that holds some words, and whether it explains each row."""
    (table,) = [one for one in page("table") if words in one.text]
    rows = [[cell.get_text(strip=True) for cell in row("td")] for row in table.tbody("tr")]
    now, before = (
        [cell.replace("\xa0", " ") for cell in column] for column in zip(*rows, strict=True)
    )
    named = [row.th.get_text(strip=True) for row in table.tbody("tr")]
    explained = {term.get_text(strip=True) for term in page("dt")}
    return now, before, set(named) <= explained
