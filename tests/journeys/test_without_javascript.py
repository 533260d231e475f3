"""The season once more with JavaScript switched off, in the parts that must not need it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.ambassador import Ambassador, first_module
from tests.journeys.conftest import SLUG, create_owner
from tests.journeys.organiser import Organiser, Season
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import Leader, Owner
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.now(ZoneInfo("Europe/Copenhagen"))


def test_a_season_without_javascript(start_walk: Callable[[str], Walk]) -> None:
    walk, season = start_walk("da"), Season(NOW.date())
    organiser = set_up(walk, season)
    freja = join_and_train(walk, organiser)
    organiser.plan_campaign(season)
    organiser.plan_event(season)
    organiser.launch(choose=("Lars Bech",))
    freja.open("/my/log")
    freja.log_post(NOW - timedelta(hours=1))
    freja.log_conversation()
    freja.open("/my/links")
    sign_up(walk, season, link=freja.page.locator("input[readonly]").first.input_value())
    read_results(walk, season)
    assert walk.troubles == []


def set_up(walk: Walk, season: Season) -> Organiser:
    """Owner, organiser, reader and leader come in; the cohort opens and Freja is invited."""
    owner = Owner(walk, SLUG, java_script_enabled=False)
    owner.come_in(create_owner(walk, "inger@example.dk"))
    reader = Reader(walk, SLUG, java_script_enabled=False)
    reader.come_in(owner.add(name="Lars Bech", email="reader@example.dk", role="reader"))
    leader = Leader(walk, SLUG, java_script_enabled=False)
    leader.come_in(owner.add(name="Nina Dahl", email="leader@example.dk", role="leader"))
    organiser = Organiser(walk, SLUG, java_script_enabled=False)
    organiser.come_in(owner.add(name="Karen Toft", email="k@example.dk", role="organiser"))
    organiser.sign_in("k@example.dk")
    organiser.create_cohort(season)
    leader.publish_policy()
    organiser.open_cohort(season)
    organiser.invite({"Freja Lund": "freja@example.dk"})
    return organiser


def join_and_train(walk: Walk, organiser: Organiser) -> Ambassador:
    """Freja joins, reads two lessons, fails the quiz and passes it."""
    freja = Ambassador(walk, java_script_enabled=False)
    freja.join(organiser.mail_link("freja@example.dk", part="/invitations/"))
    freja.open("/my/training")
    title = freja.text_of(first_module(), "title")
    freja.follow(freja.page.get_by_role("link", name=title))
    freja.read_lessons()
    freja.fails_then_passes("Freja")
    return freja


def sign_up(walk: Walk, season: Season, *, link: str) -> None:
    """A visitor signs up."""
    visitor = Visitor(walk, java_script_enabled=False)
    visitor.follow_link(link, event=season.event_da)
    visitor.sign_up(name="Signe", email="signe@example.dk")


def read_results(walk: Walk, season: Season) -> None:
    """The reader finds everything, the weeks of the chart as a table among it."""
    reader = Reader(walk, SLUG, java_script_enabled=False)
    reader.sign_in("reader@example.dk")
    reader.open_results(season.campaign)
    reader.eventually(lambda: reader.ladder() == [1, 1, 1, 0])
    assert sum(int(week[3]) for week in reader.weeks()) == 1
    assert reader.csv_rows() == reader.rows()
