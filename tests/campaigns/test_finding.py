"""Finding campaigns in a list and on a calendar, and where a bar stands."""

import uuid
from datetime import date, timedelta

import pytest

from accounts.enums import Role
from accounts.models import Organisation
from campaigns import finding
from campaigns.calendar import Bar, Window, window_of
from campaigns.enums import CampaignStatus
from campaigns.finding import CampaignFilter
from core.db import db
from media.kits.enums import KitStatus
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, today
from tests.factories.media import KitFactory
from tests.queries import count_queries

NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("months", "starts_on", "ends_on", "bar"),
    [
        (1, date(2026, 11, 1), date(2026, 11, 30), Bar(0.0, 100.0, False, False)),
        (1, date(2026, 11, 16), date(2026, 11, 18), Bar(50.0, 10.0, False, False)),
        (1, date(2026, 10, 1), date(2026, 11, 3), Bar(0.0, 10.0, True, False)),
        (1, date(2026, 12, 1), date(2026, 12, 2), None),
        (12, date(2027, 2, 1), date(2027, 2, 28), Bar(25.0, 8.33, False, False)),
        (12, date(2020, 1, 1), date(2030, 1, 1), Bar(0.0, 100.0, True, True)),
    ],
)
def test_a_bar_stands_at_its_share_of_each_month(months, starts_on, ends_on, bar):
    assert Window(NOVEMBER, months).bar(starts_on, ends_on) == bar


@pytest.mark.parametrize(
    ("view", "start", "window"),
    [
        ("", "", Window(date(2026, 9, 1), 12)),
        ("month", "", Window(NOVEMBER, 1)),
        ("month", "2027-02", Window(date(2027, 2, 1), 1)),
        ("year", "2027-13", Window(date(2026, 9, 1), 12)),
        ("odd", "0001-01", Window(date(2000, 1, 1), 12)),
    ],
)
def test_odd_times_show_now(view, start, window):
    assert window_of(view, start, date(2026, 11, 22)) == window


def test_campaigns_are_found_by_words_cohort_unit_and_state(app):
    here = OrganisationFactory()
    area, cohort = UnitFactory(organisation=here), CohortFactory(organisation=here)
    inside = UnitFactory(organisation=here, parent_id=area.id)
    elsewhere = UnitFactory(organisation=here)
    local = CampaignFactory(organisation=here, name_da="Åbent hus 100%", units=[area])
    wide = CampaignFactory(organisation=here, name_da="", name_en="Open day", cohorts=[cohort])
    old = CampaignFactory(organisation=here, name_da="Gammel", status=CampaignStatus.ARCHIVED)
    CampaignFactory(name_da="Åbent hus 100%")  # another organisation's

    def found(**wanted: object) -> set[uuid.UUID]:
        page = finding.find_campaigns(here.id, CampaignFilter(**wanted), page=1)  # type: ignore[arg-type]  # as given
        return {campaign.id for campaign in page.campaigns}

    assert found() == {local.id, wide.id}
    assert found(status=CampaignStatus.ARCHIVED) == {old.id}
    assert found(words="open") == {wide.id}
    assert found(words="0%") == {local.id}
    assert found(words="_") == set()
    assert found(cohort_id=cohort.id) == {wide.id}
    assert found(unit_id=inside.id) == {local.id, wide.id}
    assert found(unit_id=elsewhere.id) == {wide.id}


def test_what_always_runs_is_seasons_with_kits_of_no_campaign(app):
    cohort = CohortFactory(
        season_start=today() - timedelta(days=30), season_end=today() + timedelta(days=30)
    )
    AmbassadorFactory(cohort=cohort)
    steady, held = (
        KitFactory(
            organisation=cohort.organisation, cohorts=[cohort], status=KitStatus.PUBLISHED,
            starts_on=today(), ends_on=today(),
        )
        for _ in range(2)
    )  # fmt: skip
    CampaignFactory(organisation=cohort.organisation, kits=[held])
    days = {"first": today(), "last": today(), "cohort_id": None, "today": today()}
    (one,) = finding.always_on(cohort.organisation_id, **days)
    assert (one.cohort, one.ambassadors, one.kits) == (cohort, 1, 1)
    assert steady.id != held.id
    later = {**days, "first": today() + timedelta(days=31), "last": today() + timedelta(days=99)}
    assert finding.always_on(cohort.organisation_id, **later) == []


def test_list_and_calendar_show_what_fits_in_as_many_queries_for_three(app, sign_in):
    line = MembershipFactory(role=Role.ORGANISER)
    line.user.locale = "en"
    desk = sign_in(line.user)
    slug, organisation_id = line.organisation.slug, line.organisation_id
    pages = [f"/o/{slug}/campaigns", f"/o/{slug}/campaigns/calendar"]

    def add(name: str) -> None:
        here = db.session.get_one(Organisation, organisation_id)
        cohort = CohortFactory(organisation=here)
        CampaignFactory(organisation=here, cohorts=[cohort], name_da=name)

    def asked() -> list[int]:
        numbers = []
        for page in pages:
            with count_queries() as counted:
                desk.get(page)
            numbers.append(len(counted))
        return numbers

    add("Sommerfest")
    asked()  # what is remembered of other pages is remembered now
    one = asked()
    add("Juletræ")
    add("Fastelavn")
    assert asked() == one
    for page in pages:
        shown = desk.get(f"{page}?q=jule&state=odd&cohort=odd&unit=&page=99").text
        assert "Juletræ" in shown
        assert "Sommerfest" not in shown
    assert "Juletræ" in desk.get(f"{pages[1]}?view=month").text
    assert "Juletræ" not in desk.get(f"{pages[1]}?view=month&from=2031-01").text
