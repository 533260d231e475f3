"""From draft to archive and back again once: what each step allows, and the clock's own step."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent
from campaigns import copying, queries, states
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.errors import (
    CampaignArchived,
    CampaignNotClosed,
    CampaignNotLive,
    CampaignOver,
)
from campaigns.models import Campaign, Goal, Participation
from core import jobs
from core.db import db
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, ParticipationFactory, today
from tests.factories.media import KitFactory

TODAY = date(2026, 3, 28)


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.position)))


def test_a_campaign_goes_there_and_back_once_and_then_rests(app):
    organiser = UserFactory()
    campaign = CampaignFactory(
        status=CampaignStatus.DRAFT, starts_on=TODAY, ends_on=TODAY, landing_address="https://x.dk/"
    )
    campaign.cohorts = [CohortFactory(organisation=campaign.organisation)]
    GoalFactory(campaign=campaign)
    with pytest.raises(CampaignOver):
        states.launch(campaign, actor=organiser, today=TODAY + timedelta(days=1))
    with pytest.raises(CampaignNotClosed):
        states.archive(campaign, actor=organiser)
    with pytest.raises(CampaignNotLive):
        states.close(campaign, actor=organiser)

    states.launch(campaign, actor=organiser, today=TODAY)
    assert states.launch(campaign, actor=organiser, today=TODAY) == []  # sent twice
    states.close(campaign, actor=organiser)
    late = AmbassadorFactory(cohort=campaign.cohorts[0])
    with pytest.raises(CampaignOver):
        states.reopen(campaign, ends_on=TODAY - timedelta(days=1), actor=organiser, today=TODAY)
    states.reopen(campaign, ends_on=TODAY, actor=organiser, today=TODAY)
    assert db.session.scalars(select(Participation.ambassador_id)).all() == [late.id]
    states.close(campaign, actor=organiser)
    states.archive(campaign, actor=organiser)
    states.archive(campaign, actor=organiser)  # sent twice
    with pytest.raises(CampaignNotClosed):
        states.reopen(campaign, ends_on=TODAY, actor=organiser, today=TODAY)
    with pytest.raises(CampaignArchived):
        states.require_open(campaign)
    assert actions() == [
        "campaign_launched", "campaign_closed", "campaign_reopened", "campaign_closed",
        "campaign_archived",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "now", "closes"),
    [  # the night in which Denmark goes to summer time: 29 March begins at 23:00 UTC, ends at 22:00
        ("Europe/Copenhagen", "2026-03-28T22:59", False),
        ("Europe/Copenhagen", "2026-03-28T23:01", True),
        ("America/Nuuk", "2026-03-29T00:59", False),
        ("America/Nuuk", "2026-03-29T02:01", True),
        ("Pacific/Auckland", "2026-03-28T11:01", True),
    ],
)
def test_the_last_day_ends_where_the_organisation_is(app, zone, now, closes):
    there = OrganisationFactory(timezone=zone)
    campaign = CampaignFactory(organisation=there, starts_on=TODAY, ends_on=TODAY)
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert (queries.ended_campaigns(moment) == [campaign]) is closes


def test_the_nightly_job_closes_what_is_over_and_says_so_once(app):
    over = CampaignFactory(ends_on=today() - timedelta(days=2))
    runs = CampaignFactory(ends_on=today() + timedelta(days=2))
    for _ in range(2):
        jobs.enqueue("close_ended_campaigns")
        db.session.commit()
        jobs.run_all()
    assert (over.status, runs.status) == (CampaignStatus.CLOSED, CampaignStatus.LIVE)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("campaign_closed", None)
    assert event.subject_id == over.id


def test_units_narrow_whom_a_campaign_is_for_now_and_later(app):
    campaign = CampaignFactory(status=CampaignStatus.DRAFT, landing_address="https://x.dk/")
    cohort = CohortFactory(organisation=campaign.organisation)
    area = UnitFactory(organisation=campaign.organisation)
    inside = UnitFactory(organisation=campaign.organisation, parent_id=area.id)
    outside = UnitFactory(organisation=campaign.organisation)
    campaign.cohorts, campaign.units = [cohort], [area]
    GoalFactory(campaign=campaign, outcome_kind=OutcomeKind.CONVERSATIONS)
    people = [AmbassadorFactory(cohort=cohort, unit=unit) for unit in (area, inside, outside, None)]
    states.launch(campaign, actor=None, today=today())
    db.session.flush()
    taking_part = set(db.session.scalars(select(Participation.ambassador_id)))
    assert taking_part == {people[0].id, people[1].id}
    live = [queries.live_participations(one, today()) for one in people]
    assert [[part.campaign for part in parts] for parts in live] == [[campaign], [campaign], [], []]


def test_a_copy_has_everything_but_people_links_and_numbers(app):
    part = ParticipationFactory(sign_ups=4)
    campaign = part.campaign
    campaign.kits = [KitFactory(organisation=campaign.organisation)]
    campaign.cohorts, campaign.pitch_da = [part.ambassador.cohort], "Kom!"
    GoalFactory(campaign=campaign, target=30, is_collective=False)
    GoalFactory(
        campaign=campaign, position=1, outcome_kind=OutcomeKind.ENROLMENTS,
        ended_at=datetime.now(UTC),
    )  # fmt: skip
    new = copying.NextTime(name_da="Næste", name_en="", starts_on=TODAY, ends_on=TODAY)
    actor = UserFactory()
    copied = copying.copy_campaign(campaign, new, actor=actor)
    assert copying.copy_campaign(campaign, new, actor=actor) is copied  # a form sent twice
    db.session.commit()
    assert (copied.status, copied.name_da, copied.pitch_da) == (
        CampaignStatus.DRAFT,
        "Næste",
        "Kom!",
    )
    assert (copied.cohorts, copied.kits) == (campaign.cohorts, campaign.kits)
    assert (copied.landing_address, copied.readers) == ("", [])
    goals = db.session.scalars(select(Goal).where(Goal.campaign_id == copied.id)).all()
    assert [(one.target, one.is_collective) for one in goals] == [(30, False)]
    assert db.session.scalars(select(Participation.campaign_id)).all() == [campaign.id]
    assert actions() == ["campaign_copied"]


def test_an_organiser_turns_a_campaign_on_its_pages(app, sign_in):
    line = MembershipFactory(role=Role.ORGANISER)
    line.user.locale = "en"
    desk = sign_in(line.user)
    campaign = CampaignFactory(organisation=line.organisation, status=CampaignStatus.CLOSED)
    campaign.cohorts = [CohortFactory(organisation=line.organisation)]
    GoalFactory(campaign=campaign)
    here = f"/o/{line.organisation.slug}/campaigns/{campaign.id}"
    yesterday = str(today() - timedelta(days=2))
    refused = desk.post(f"{here}/reopening", data={"ends_on": yesterday})
    assert "That day has been" in refused.text
    assert f'value="{yesterday}"' in refused.text
    desk.post(f"{here}/reopening", data={"ends_on": str(today() + timedelta(days=3))})
    assert campaign.status is CampaignStatus.LIVE
    desk.post(f"{here}/closing")
    desk.post(f"{here}/archive")
    assert campaign.status is CampaignStatus.ARCHIVED
    page = desk.get(here).text
    assert "/texts" not in page
    assert "/goals/new" not in page
    assert desk.get(f"{here}/texts").status_code == 403
    assert desk.post(f"{here}/choices", data={}).status_code == 403
    answer = desk.post(
        f"{here}/copy", data={"name_da": "Igen", "starts_on": "2027-01-01", "ends_on": "2027-02-01"}
    )
    copied = db.session.scalars(select(Campaign).where(Campaign.name_da == "Igen")).one()
    assert str(copied.id) in answer.location
