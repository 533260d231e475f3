"""Totals of groups that have gone wrong are found at night and put right, and only those."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from ambassadors.models import Ambassador
from campaigns import recounting
from campaigns.models import CampaignDay, CampaignGroup, Participation, ParticipationWeek
from campaigns.posts import operations as posts
from campaigns.posts.enums import ConversationTopic, LedTo, PostChannel
from campaigns.posts.models import Conversation, PostTotal, TalkTotal
from campaigns.results import recounting as deeds
from campaigns.tracking import counting
from campaigns.tracking import recounting as clicks
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import ChannelDay, LinkTotal
from core import jobs
from core.db import db, utcnow
from tests.campaigns.test_groups import counted, kept
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import (
    CampaignFactory,
    LinkFactory,
    ParticipationFactory,
    PostFactory,
    today,
)


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


def places():
    """Return how many posts count where, by campaign and place."""
    rows = db.session.execute(
        select(PostTotal.campaign_id, PostTotal.channel, PostTotal.posts).where(
            PostTotal.posts != 0
        )
    )
    return {(campaign_id, channel): posts for campaign_id, channel, posts in rows}


def talked():
    """Return how many conversations were about what and led to what."""
    rows = db.session.execute(
        select(TalkTotal.topic, TalkTotal.led_to, TalkTotal.talks).where(TalkTotal.talks != 0)
    )
    return {tuple(said): talks for *said, talks in rows}


def test_what_was_said_of_conversations_is_kept_as_it_changes(app, run_jobs):
    part = ParticipationFactory()
    first, second = (posts.log_conversation(part, topic=None, on=today()) for _ in range(2))
    posts.tell_more(first, topic=ConversationTopic.HOUSING, led_to=LedTo.COMING)
    posts.tell_more(second, topic=ConversationTopic.HOUSING)
    assert talked() == {("housing", "coming"): 1, ("housing", ""): 1}
    posts.tell_more(second, topic=ConversationTopic.MONEY)
    posts.tell_more(second, topic=ConversationTopic.MONEY)
    assert talked() == {("housing", "coming"): 1, ("money", ""): 1}
    for _ in range(2):  # a double click
        posts.remove_conversation(first)
    assert talked() == {("money", ""): 1}
    db.session.commit()
    assert deeds.differing() == []

    db.session.execute(update(TalkTotal).values(talks=7))
    db.session.commit()
    assert deeds.differing() == [part.campaign_id]
    jobs.enqueue("check_deed_totals")
    run_jobs()
    assert talked() == {("money", ""): 1}


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
    post = PostFactory(participation=wrong)
    db.session.commit()
    assert places() == {(wrong.campaign_id, PostChannel.INSTAGRAM): 1}
    post.channel = PostChannel.BLOG
    db.session.commit()
    assert places() == {(wrong.campaign_id, PostChannel.BLOG): 1}
    post.removed_at = utcnow()
    db.session.commit()
    assert places() == {}
    post.removed_at = None
    db.session.commit()
    db.session.execute(update(PostTotal).values(posts=9))

    jobs.enqueue("check_deed_totals")
    run_jobs()

    assert deeds.differing() == []
    assert places() == {(wrong.campaign_id, PostChannel.BLOG): 1}
    assert kept() == counted()
    of_days = select(func.sum(CampaignDay.conversations)).where(
        CampaignDay.campaign_id == wrong.campaign_id
    )
    assert db.session.scalar(of_days) == 1

    # A week, and a day on which nothing was done, though each person's total is right.
    for model in (ParticipationWeek, CampaignDay):
        here = model.campaign_id == wrong.campaign_id
        db.session.execute(update(model).where(here).values(posts=model.posts + 1))
        db.session.commit()
        assert deeds.differing() == [wrong.campaign_id], model
        db.session.rollback()
        jobs.enqueue("check_deed_totals")
        db.session.commit()
        run_jobs()
        assert deeds.differing() == [], model


def all_clicks():
    """Return every total of clicks there is, in the order of its table."""
    return {
        model: sorted(
            db.session.scalars(select(model.clicks).where(model.clicks != 0)), reverse=True
        )
        for model in (LinkTotal, ChannelDay, Participation, ParticipationWeek, CampaignDay)
    }


def test_clicks_are_proved_by_the_days_of_links(app, run_jobs):
    right, wrong = LinkFactory(), LinkFactory()
    poster = LinkFactory(participation=wrong.participation, channel=LinkChannel.POSTER)
    db.session.commit()
    known = counting.known_links([link.code for link in (right, wrong, poster)])
    numbers = Counter(clicks=7, previews=2, robots=1, late=4, set_aside=3)
    counting.add(
        {
            (known[link.code], today() - timedelta(days=ago)): numbers
            for link in (right, wrong, poster)
            for ago in (0, 9)
        }
    )
    db.session.commit()
    before = all_clicks()
    assert clicks.differing() == []

    here = wrong.campaign_id
    of_wrong = {
        LinkTotal: LinkTotal.link_id == poster.id,
        ChannelDay: ChannelDay.campaign_id == here,
        Participation: Participation.campaign_id == here,
        ParticipationWeek: ParticipationWeek.campaign_id == here,
        CampaignDay: CampaignDay.campaign_id == here,
    }
    for model, which in of_wrong.items():
        db.session.execute(update(model).where(which).values(clicks=model.clicks + 5))
        assert clicks.differing() == [here], model
        db.session.rollback()
    for model, which in of_wrong.items():
        db.session.execute(update(model).where(which).values(clicks=model.clicks + 5))
    db.session.execute(delete(LinkTotal).where(LinkTotal.link_id == wrong.id))
    db.session.commit()

    jobs.enqueue("check_click_totals")
    run_jobs()

    assert clicks.differing() == []
    assert all_clicks() == before
    assert kept() == counted()
