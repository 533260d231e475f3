"""Starting a season from last year's: nobody comes along, and nothing opens without its frame."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import Organisation
from ambassadors import operations
from ambassadors.enums import Kind
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.queries import modules_of
from campaigns.models import Campaign
from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Kit
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory
from tests.factories.media import KitFactory
from tests.journeys.organiser import Organiser
from tests.journeys.person import Walk
from tests.journeys.staff import Leader, staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-start")]

TODAY = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
LAST, NEXT = "Holstebro H25", "Holstebro H26"
FIRST_DAY = TODAY - timedelta(days=10)
LAST_DAY = FIRST_DAY + timedelta(days=300)
ERASED_BY = LAST_DAY + timedelta(days=60)
NAME = "Freja Lund"
NOTICE = {
    "notice_da": "VIA har ansvaret. Alt slettes senest {retention_until}.",
    "notice_en": "VIA is responsible. All is erased by {retention_until}.",
}
POLICY = {
    "strategy_da": "De søgende skal høre det fra en, der går her.",
    "strategy_en": "Applicants should hear it from somebody who studies here.",
    "text_da": "Du bestemmer selv, hvad du siger.",
    "text_en": "You alone decide what you say.",
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_season_begins_from_last_years(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    slug = f"start-{language}"
    with app.app_context():
        seed(slug, language)
    organiser, leader = Organiser(walk, slug), Leader(walk, slug)
    organiser.sign_in(f"organiser@{slug}.example")
    leader.sign_in(f"leader@{slug}.example")

    copy_last_season(organiser)
    page = organiser.page.url
    choose_frame(organiser)
    sees_what_came_along(organiser)
    leader.is_kept_out("/cohorts", page.split(slug)[1], f"{page.split(slug)[1]}/invitations")
    open_when_all_is_there(organiser, leader, page)
    with app.app_context():
        check_copy(uuid.UUID(page.rsplit("/", 1)[1]))
    assert walk.troubles == []


def seed(slug: str, language: str) -> None:
    """A year ago a cohort was made from the starter pack, with a kit, a campaign and Freja."""
    via = OrganisationFactory(name="VIA Studieliv 2026", slug=slug)
    staff_of(via, Role.LEADER, name="Nina Dahl", locale=language)
    staff_of(via, Role.ORGANISER, name="Karen Toft", locale=language)
    cohort = last_season(via)
    AmbassadorFactory(cohort=cohort, user__name=NAME)
    kit = KitFactory(organisation=via, cohorts=[cohort], title_da="Hverdag", title_en="Everyday")
    kit.gate = modules_of(cohort.id)[0]
    campaign = CampaignFactory(organisation=via, cohorts=[cohort], slug=f"hus-{slug}")
    GoalFactory(campaign=campaign, target=300)
    db.session.commit()


def last_season(via: Organisation) -> Cohort:
    """Return a cohort that has been open since a year before the new one begins."""
    cohort = operations.create_cohort(
        via,
        kind=Kind.STUDENT,
        name=LAST,
        season_start=FIRST_DAY - timedelta(days=365),
        season_end=FIRST_DAY - timedelta(days=30),
        actor=None,
    )
    actor = via.memberships[0].user
    operations.publish_policy(cohort, actor=actor)
    operations.open_cohort(cohort, actor=actor)
    return cohort


def copy_last_season(organiser: Organiser) -> None:
    """Start the next season; its name is suggested, its days are chosen."""
    organiser.go("/cohorts")
    organiser.press(LAST)
    organiser.reads(NAME)
    organiser.press("Start the next season from this one")
    expect(organiser.page.locator("[name=name]")).to_have_value(NEXT)
    organiser.fill(season_start=FIRST_DAY, season_end=LAST_DAY)
    organiser.press("Start the next season", within="main form")
    organiser.sees("%(name)s is ready to be looked through.", name=NEXT)
    organiser.heading(NEXT)


def choose_frame(organiser: Organiser) -> None:
    """Suggest a rhythm, promise a day of erasing, and take the old notice out."""
    page = organiser.page.url
    organiser.open(f"{page}/settings")
    organiser.page.locator("[name=suggested_rhythm]").select_option("weekly")
    organiser.fill(retention_until=ERASED_BY)
    organiser.press("Save", within="main form")
    organiser.sees("Saved.")
    write_notice(organiser, page, notice_da="", notice_en="")
    organiser.open(page)


def write_notice(organiser: Organiser, page: str, **texts: str) -> None:
    """Write the privacy notice, or take it out."""
    organiser.open(f"{page}/notice")
    organiser.fill(**texts)
    organiser.follow(organiser.page.locator("main form [name=submit]"))


def sees_what_came_along(organiser: Organiser) -> None:
    """Six modules are there, and nobody is."""
    page = organiser.page.url
    expect(organiser.page.locator("main")).not_to_contain_text(NAME)
    organiser.open(f"{page}/training")
    expect(organiser.page.locator(".builder__item")).to_have_count(6)
    organiser.open(page)


def open_when_all_is_there(organiser: Organiser, leader: Leader, page: str) -> None:
    """Twice the cohort does not open, each time with the reason; then it does."""
    organiser.press("Open the cohort")
    organiser.sees("Write the privacy notice in both languages before you open.")
    write_notice(organiser, page, **NOTICE)
    day = organiser.words.pick(da=danish(ERASED_BY), en=english(ERASED_BY))
    expect(organiser.page.locator("main")).to_contain_text(day)
    organiser.open(page)
    organiser.press("Open the cohort")
    organiser.sees("Your leaders must publish a policy before you open.")
    leader.write_policy(**POLICY)
    leader.publish()
    organiser.open(page)
    organiser.press("Open the cohort")
    organiser.sees("%(name)s is open. Invite the first ones.", name=NEXT)
    organiser.sees("Nobody has joined yet")


def danish(day: date) -> str:
    """Return a day as a Danish notice says it, without its month's name."""
    return f"{day.day}. "


def english(day: date) -> str:
    """Return a day as an English notice says it, from its month on."""
    return f"{day:%B %Y}"


def check_copy(cohort_id: uuid.UUID) -> None:
    """Training, kits and goals have come along, the kit behind its new module; nobody has."""
    cohort = db.session.get_one(Cohort, cohort_id)
    kit = db.session.scalars(select(Kit).where(Kit.cohorts.contains(cohort))).one()
    assert (kit.status, kit.gate) == (KitStatus.DRAFT, modules_of(cohort_id)[0])
    campaign = db.session.scalars(select(Campaign).where(Campaign.cohorts.contains(cohort))).one()
    assert [goal.target for goal in campaign.goals] == [300]
    people = select(Ambassador).where(Ambassador.cohort_id == cohort_id)
    assert db.session.scalars(people).all() == []
    assert (cohort.retention_until, cohort.suggested_rhythm) == (ERASED_BY, "weekly")
