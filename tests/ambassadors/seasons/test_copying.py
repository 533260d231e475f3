"""The next season begins with what this one was made of, and with nobody who was in it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from accounts.enums import Role
from accounts.models import AuditEvent
from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador, Cohort, CohortTopic, Policy
from ambassadors.seasons import copying
from ambassadors.seasons.naming import a_year_on, next_name
from ambassadors.training import removal
from ambassadors.training.models import Lesson, Module, TrainingPicture
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Campaign, Participation
from core import jobs, storage
from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Kit
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    CohortTopicFactory,
    PolicyFactory,
)
from tests.factories.campaigns import CampaignFactory, GoalFactory, ParticipationFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.factories.training import (
    LessonVideoFactory,
    TrainingPictureFactory,
    full_module,
)

NEXT = {"name": "Holstebro H27", "season_start": "2027-08-01", "season_end": "2028-06-30"}
YEAR = timedelta(days=365)


@pytest.fixture
def cohort(app):
    return CohortFactory(name="Holstebro H26")


@pytest.fixture
def organiser(cohort):
    return MembershipFactory(organisation=cohort.organisation, user__locale="en").user


@pytest.fixture
def staff(organiser, sign_in):
    return sign_in(organiser)


def at(cohort):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/next-season"


def copy(cohort, actor):
    made = copying.copy_cohort(
        cohort,
        name=NEXT["name"],
        season_start=date(2027, 8, 1),
        season_end=date(2028, 6, 30),
        actor=actor,
    )
    db.session.commit()
    return made


def many(model, cohort):
    return db.session.scalars(select(model).where(model.cohort_id == cohort.id)).all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Holstebro H26", "Holstebro H27"),
        ("VIA Studieliv 2026", "VIA Studieliv 2027"),
        ("Forår 09", "Forår 10"),
        ("Sæson 2026/27", "Sæson 2027/28"),
        ("Havnens folk", "Havnens folk 2"),
    ],
)
def test_the_name_is_suggested_a_year_on(name, expected):
    assert next_name(name) == expected


def test_a_leap_day_is_the_28th_a_year_on():
    assert a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_page_suggests_the_same_a_year_on(staff, cohort):
    page = staff.get(at(cohort)).text
    assert 'value="Holstebro H27"' in page
    assert 'value="2027-08-01"' in page


def test_the_new_cohort_is_a_draft_with_the_same_words_and_a_policy_to_publish(
    cohort, organiser, app
):
    CohortTopicFactory(cohort=cohort, name_da="Havnen")
    PolicyFactory(cohort=cohort, version=1, text_da="Gammel")
    PolicyFactory(cohort=cohort, version=2, text_da="Gælder")
    PolicyFactory(cohort=cohort, version=3, text_da="Kladde", published_at=None)
    made = copy(cohort, organiser)
    assert (made.status, made.kind, made.notice_da) == (
        CohortStatus.DRAFT,
        cohort.kind,
        cohort.notice_da,
    )
    assert made.retention_until - made.season_end == cohort.retention_until - cohort.season_end
    assert [topic.name_da for topic in many(CohortTopic, made)] == ["Havnen"]
    (policy,) = many(Policy, made)
    assert (policy.version, policy.text_da, policy.published_at) == (1, "Gælder", None)


def test_training_comes_along_with_its_files_and_without_its_history(cohort, organiser, app):
    module = full_module(cohort, lessons=2, questions=2, title_da="Din historie")
    lesson = module.lessons[0]
    lesson.picture = TrainingPictureFactory(cohort_id=cohort.id)
    LessonVideoFactory(lesson=lesson)
    full_module(cohort, archived_at=cohort.created_at)
    db.session.commit()
    made = copy(cohort, organiser)
    (new,) = many(Module, made)
    assert (new.title_da, len(new.lessons), len(new.questions)) == ("Din historie", 2, 2)
    assert [c.is_right for c in new.questions[0].choices] == [False, True, False]
    first = new.lessons[0]
    assert first.picture.id != lesson.picture.id
    assert first.picture.storage_key == lesson.picture.storage_key
    assert first.video.storage_key == lesson.video.storage_key


def test_a_file_that_two_seasons_use_goes_with_the_last_of_them(cohort, organiser, app):
    module = full_module(cohort, lessons=1, questions=0)
    LessonVideoFactory(lesson=module.lessons[0])
    module.lessons[0].picture = TrainingPictureFactory(cohort_id=cohort.id)
    db.session.commit()
    keys = (module.lessons[0].video.storage_key, module.lessons[0].picture.storage_key)
    made = copy(cohort, organiser)
    removal.remove(module, actor=organiser)
    db.session.commit()
    jobs.run_all()
    assert [storage.exists(key) for key in keys] == [True, True]
    removal.remove(many(Module, made)[0], actor=organiser)
    db.session.commit()
    jobs.run_all()
    assert [storage.exists(key) for key in keys] == [False, False]
    assert db.session.scalars(select(TrainingPicture)).all() == []
    assert db.session.scalars(select(Lesson)).all() == []


def test_kits_come_along_as_drafts_that_point_at_the_new_season(cohort, organiser, app):
    topic = CohortTopicFactory(cohort=cohort)
    gate = full_module(cohort)
    kit = KitFactory(
        organisation=cohort.organisation,
        cohorts=[cohort, CohortFactory(organisation=cohort.organisation)],
        topics=[topic],
        gate=gate,
        status=KitStatus.PUBLISHED,
    )
    asset = KitItemFactory(kit=kit, asset=AssetFactory(organisation=cohort.organisation)).asset
    CaptionFactory(kit=kit, text="Kom og se")
    KitFactory(organisation=cohort.organisation, cohorts=[cohort], status=KitStatus.WITHDRAWN)
    made = copy(cohort, organiser)
    (new,) = db.session.scalars(select(Kit).where(Kit.cohorts.any(id=made.id)))
    assert (new.status, new.published_at, new.cohorts) == (KitStatus.DRAFT, None, [made])
    assert (new.title_da, new.starts_on, new.ends_on) == (
        kit.title_da,
        kit.starts_on + YEAR,
        kit.ends_on + YEAR,
    )
    assert (new.gate.cohort_id, new.gate.title_da) == (made.id, gate.title_da)
    assert [one.cohort_id for one in new.topics] == [made.id]
    assert [item.asset_id for item in new.items] == [asset.id]
    assert [caption.text for caption in new.captions] == ["Kom og se"]


def test_campaigns_come_along_as_drafts_with_their_goals_and_no_numbers(cohort, organiser, app):
    kit = KitFactory(organisation=cohort.organisation, cohorts=[cohort])
    campaign = CampaignFactory(
        organisation=cohort.organisation, cohorts=[cohort], kits=[kit], name_da="Åbent hus"
    )
    GoalFactory(campaign=campaign, target=300)
    GoalFactory(campaign=campaign, outcome_kind=OutcomeKind.CONVERSATIONS, target=100, position=1)
    ParticipationFactory(
        campaign=campaign, ambassador=AmbassadorFactory(cohort=cohort), clicks=40, sign_ups=3
    )
    made = copy(cohort, organiser)
    (new,) = db.session.scalars(select(Campaign).where(Campaign.cohorts.any(id=made.id)))
    assert (new.status, new.name_da, new.landing_address) == (
        CampaignStatus.DRAFT,
        "Åbent hus",
        "",
    )
    assert new.slug != campaign.slug
    assert (new.starts_on, new.ends_on) == (campaign.starts_on + YEAR, campaign.ends_on + YEAR)
    assert [(goal.outcome_kind, goal.target) for goal in new.goals] == [
        (OutcomeKind.EVENT_SIGN_UPS, 300),
        (OutcomeKind.CONVERSATIONS, 100),
    ]
    assert [one.cohorts for one in new.kits] == [[made]]
    assert many(Ambassador, made) == []
    parts = select(func.count()).where(Participation.campaign_id == new.id)
    assert db.session.scalar(parts) == 0


def test_pressing_twice_makes_one_cohort_and_one_line_in_the_trail(staff, cohort):
    first, second = (staff.post(at(cohort), data=NEXT) for _time in range(2))
    assert first.location == second.location
    assert len(db.session.scalars(select(Cohort)).all()) == 2
    acts = select(AuditEvent).where(AuditEvent.action == "season_copied")
    assert [event.after["from"] for event in db.session.scalars(acts)] == ["Holstebro H26"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Holstebro H26"}, "already have one with this name"),
        ({"name": ""}, "Give it a name"),
        ({"season_end": "2027-07-01"}, "ends before it begins"),
        ({"season_end": "9999-12-31"}, "Look at the year"),
        ({"season_start": "0207-08-01"}, "Look at the year"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(staff, cohort, changes, words):
    page = staff.post(at(cohort), data=NEXT | changes)
    assert words in page.text
    assert len(db.session.scalars(select(Cohort)).all()) == 1


def test_another_organisations_cohort_is_not_there(staff, cohort):
    foreign = CohortFactory()
    address = f"/o/{cohort.organisation.slug}/cohorts/{foreign.id}/next-season"
    assert staff.get(address).status_code == 404
    assert staff.post(address, data=NEXT).status_code == 404


def test_a_leader_may_not_copy_a_season(cohort, sign_in):
    leader = MembershipFactory(organisation=cohort.organisation, role=Role.LEADER).user
    assert sign_in(leader).post(at(cohort), data=NEXT).status_code == 403
