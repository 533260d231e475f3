"""Logging, the running totals, and taking back."""

import threading
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from campaigns.enums import CampaignStatus
from campaigns.errors import CampaignNotLive
from campaigns.models import CampaignDay, Participation, ParticipationWeek
from campaigns.posts import operations, undoing
from campaigns.posts.enums import ConversationTopic
from campaigns.posts.errors import NotAPostLink, NotRemoved, PostAlreadyLogged
from campaigns.posts.instagram_links import ALPHABET, EPOCH_MS, SHARD_AND_SEQUENCE_BITS
from campaigns.posts.models import Conversation, Post
from campaigns.posts.telling import Told
from core.db import db, utcnow
from tests.factories.campaigns import ParticipationFactory

LINK = "https://www.instagram.com/p/C_VIniGzTER/"
POSTED = date(2024, 8, 31)


def code_of(moment: datetime) -> str:
    number = (int(moment.timestamp() * 1000) - EPOCH_MS) << SHARD_AND_SEQUENCE_BITS
    digits = ""
    while number:
        number, digit = divmod(number, 64)
        digits = ALPHABET[digit] + digits
    return digits


def counted() -> tuple[list, list, list]:
    days = [(d.day, d.posts, d.conversations) for d in db.session.scalars(select(CampaignDay))]
    weeks = db.session.scalars(select(ParticipationWeek))
    people = db.session.scalars(select(Participation))
    return (
        days,
        [(w.monday, w.posts, w.conversations) for w in weeks],
        [(p.posts, p.conversations, p.last_active_on) for p in people],
    )


def test_a_post_is_counted_on_the_day_its_link_says(app):
    post = operations.log_post(ParticipationFactory(), url=LINK + "?igsh=abc")
    db.session.commit()
    assert post.url == LINK
    monday = date(2024, 8, 26)
    assert counted() == ([(POSTED, 1, 0)], [(monday, 1, 0)], [(1, 0, POSTED)])


def test_the_day_is_that_of_the_organisations_zone(app):
    part = ParticipationFactory()
    part.campaign.organisation.timezone = "Pacific/Auckland"
    operations.log_post(
        part, url=f"instagram.com/p/{code_of(datetime.fromisoformat('2026-03-01T18:00:00+00:00'))}"
    )
    assert db.session.scalars(select(CampaignDay.day)).one() == date(2026, 3, 2)


def test_a_shared_post_is_noted_as_both_authors_and_counted_once(app):
    first = ParticipationFactory()
    other = ParticipationFactory(campaign=first.campaign)
    post = operations.log_post(first, url=LINK)
    with pytest.raises(PostAlreadyLogged) as refused:
        operations.log_post(first, url=LINK)
    assert refused.value.field == "url"
    assert operations.log_post(other, url=LINK.replace("/p/", "/reel/")) == post
    assert post.sharers == [other]
    assert counted()[0] == [(POSTED, 1, 0)]
    with pytest.raises(PostAlreadyLogged):
        operations.log_post(other, url=LINK)
    # Its first author takes it out: it stays as the other's, still counted once.
    undoing.remove_post(post)
    assert (post.participation, post.sharers, post.removed_at) == (other, [], None)
    assert counted()[0] == [(POSTED, 1, 0)]
    assert (first.posts, other.posts) == (0, 1)


def test_the_same_post_may_belong_to_two_campaigns(app):
    operations.log_post(ParticipationFactory(), url=LINK)
    operations.log_post(ParticipationFactory(), url=LINK)
    assert len(db.session.scalars(select(Post)).all()) == 2


def test_a_code_that_would_be_given_out_next_month_is_no_post(app):
    later = code_of(utcnow() + timedelta(days=30))
    with pytest.raises(NotAPostLink):
        operations.log_post(ParticipationFactory(), url=f"instagram.com/p/{later}/")


@pytest.mark.parametrize("status", [CampaignStatus.DRAFT, CampaignStatus.CLOSED])
def test_nothing_is_logged_in_a_campaign_that_is_not_running(app, status):
    part = ParticipationFactory(campaign__status=status)
    with pytest.raises(CampaignNotLive):
        operations.log_post(part, url=LINK)
    with pytest.raises(CampaignNotLive):
        operations.log_conversation(part, topic=None, on=POSTED)


def test_nothing_is_logged_in_a_campaign_that_was_declined(app):
    with pytest.raises(CampaignNotLive):
        operations.log_post(ParticipationFactory(declined_at=utcnow()), url=LINK)


def test_removing_takes_back_on_the_day_it_was_counted_and_only_once(app):
    part = ParticipationFactory()
    post = operations.log_post(part, url=LINK)
    talk = operations.log_conversation(part, topic=ConversationTopic.HOUSING, on=date(2026, 11, 2))
    db.session.commit()
    undoing.remove_post(post)
    undoing.remove_post(post)
    operations.remove_conversation(talk)
    operations.remove_conversation(talk)
    db.session.commit()
    days, weeks, people = counted()
    assert sorted(days) == [(POSTED, 0, 0), (date(2026, 11, 2), 0, 0)]
    assert {(posts, talks) for _, posts, talks in weeks} == {(0, 0)}
    assert [(posts, talks) for posts, talks, _ in people] == [(0, 0)]
    assert db.session.scalars(select(Conversation)).all() == []
    undoing.restore_post(post)
    with pytest.raises(NotRemoved):
        undoing.restore_post(post)
    assert db.session.get_one(Participation, part.id).posts == 1


def test_anothers_log_does_not_end_the_day_to_put_ones_own_back(app):
    part = ParticipationFactory()
    other = ParticipationFactory(campaign=part.campaign)
    third = ParticipationFactory(campaign=part.campaign)
    mine = operations.log_post(part, told=Told(url=LINK, caption="My own words"))
    undoing.remove_post(mine)
    hers = operations.log_post(other, url=LINK)
    db.session.commit()
    assert (hers.shortcode, mine.caption) == ("C_VIniGzTER", "My own words")
    assert (part.posts, other.posts) == (0, 1)
    # Both are out: a third logs it, and each puts hers back as a shared one, counted once.
    undoing.remove_post(hers)
    last = operations.log_post(third, url=LINK)
    db.session.commit()
    assert (undoing.restore_post(mine), undoing.restore_post(hers)) == (last, last)
    db.session.commit()
    assert {one.id for one in last.sharers} == {part.id, other.id}
    assert db.session.scalars(select(Post)).all() == [last]
    assert sum(posts for posts, _, _ in counted()[2]) == 1


def test_what_was_put_back_has_its_own_link_again(app):
    part = ParticipationFactory()
    other = ParticipationFactory(campaign=part.campaign)
    mine = operations.log_post(part, url=LINK)
    undoing.remove_post(mine)
    hers = operations.log_post(other, url=LINK)
    undoing.remove_post(hers)
    assert undoing.restore_post(mine) == mine
    db.session.commit()
    assert (mine.shortcode, mine.removed_at, part.posts) == ("C_VIniGzTER", None, 1)
    # She changes her mind, too: it is both's.
    assert undoing.restore_post(hers) == mine
    assert (mine.sharers, other.posts) == ([other], 0)


def test_ten_at_once_log_a_post_once(app):
    part_id = ParticipationFactory().id
    db.session.commit()
    gate, answers = threading.Barrier(10), []

    def log() -> None:
        with app.app_context():
            gate.wait()
            try:
                operations.log_post(db.session.get_one(Participation, part_id), url=LINK)
                db.session.commit()
                answers.append("logged")
            except PostAlreadyLogged:
                db.session.rollback()
                answers.append("refused")

    threads = [threading.Thread(target=log) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["logged"] + ["refused"] * 9
    assert db.session.get_one(Participation, part_id).posts == 1
