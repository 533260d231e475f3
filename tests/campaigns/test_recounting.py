"""Totals of groups that have gone wrong are found at night and put right, and only those."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update

from ambassadors.models import Ambassador
from campaigns import recounting
from campaigns.models import CampaignDay, CampaignGroup
from campaigns.posts import operations as posts
from campaigns.posts.models import Conversation
from campaigns.results import recounting as deeds
from core import jobs
from core.db import db
from tests.campaigns.test_groups import counted, kept
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, today


def test_what_a_bulk_statement_left_wrong_is_counted_anew(app, run_jobs):
    right, wrong = CampaignFactory(), CampaignFactory()
    before, after = UnitFactory.create_batch(2, organisation=wrong.organisation)
    for campaign, unit in ((right, None), (wrong, before), (wrong, before), (wrong, None)):
        person = AmbassadorFactory(cohort__organisation=campaign.organisation, unit=unit)
        ParticipationFactory(campaign=campaign, ambassador=person, sign_ups=3, conversations=1)
    db.session.commit()
    assert recounting.differing() == []

    moved = Ambassador.unit_id == before.id
    db.session.execute(update(Ambassador).where(moved).values(unit_id=after.id))
    lost = (CampaignGroup.campaign_id == wrong.id, CampaignGroup.unit_id.is_(None))
    db.session.execute(update(CampaignGroup).where(*lost).values(sign_ups=99))
    db.session.commit()
    assert recounting.differing() == [wrong.id]
    assert kept() != counted()

    jobs.enqueue("check_group_totals")
    run_jobs()

    assert kept() == counted()
    assert recounting.differing() == []
    rows = db.session.scalars(
        select(CampaignGroup.unit_id).where(CampaignGroup.campaign_id == wrong.id)
    )
    assert set(rows) == {after.id, None}


def test_what_was_logged_is_proved_by_its_rows(app, run_jobs):
    parts = [ParticipationFactory(), ParticipationFactory()]
    for part in parts:
        posts.log_conversation(part, topic=None, on=today())
        posts.log_conversation(part, topic=None, on=today() - timedelta(days=9))
    db.session.commit()
    _right, wrong = parts
    assert deeds.differing() == []

    lost = (Conversation.participation_id == wrong.id, Conversation.happened_on == today())
    db.session.execute(delete(Conversation).where(*lost))
    db.session.commit()
    assert deeds.differing() == [wrong.campaign_id]

    jobs.enqueue("check_deed_totals")
    run_jobs()

    assert deeds.differing() == []
    assert kept() == counted()
    of_days = select(func.sum(CampaignDay.conversations)).where(
        CampaignDay.campaign_id == wrong.campaign_id
    )
    assert db.session.scalar(of_days) == 1
