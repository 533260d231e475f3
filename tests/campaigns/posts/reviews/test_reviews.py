"""Posts looked at before they count, where a cohort wants it."""

import re
from datetime import timedelta

import pytest
from flask import current_app

from accounts.enums import Role
from campaigns.models import Participation
from campaigns.posts import operations as posts
from campaigns.posts import queries as post_queries
from campaigns.posts import undoing
from campaigns.posts.enums import PostChannel, ReviewState
from campaigns.posts.errors import PostAlreadyLogged
from campaigns.posts.models import Post
from campaigns.posts.reviews import operations, queries
from campaigns.posts.reviews.errors import NotWaiting
from campaigns.posts.telling import Told
from core.db import db, utcnow
from tests.campaigns.posts.test_operations import code_of
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import ParticipationFactory, PostFactory


@pytest.fixture
def part(app) -> Participation:
    return ParticipationFactory(ambassador__cohort__reviews_posts=True)


@pytest.fixture
def line(part):
    organisation = part.campaign.organisation
    return MembershipFactory(role=Role.ORGANISER, organisation=organisation, user__locale="en").user


def link(hours: int) -> str:
    return f"https://www.instagram.com/p/{code_of(utcnow() - timedelta(hours=hours))}/"


def test_a_post_counts_once_it_is_approved_and_not_while_it_waits(part, line):
    post = posts.log_post(part, url=link(3))
    assert (post.review, post.counts, part.posts) == (ReviewState.WAITING, False, 0)
    operations.send_back(post, reason="Which day was it?", actor=line)
    with pytest.raises(NotWaiting):
        operations.approve(post, actor=line)
    # She puts it right, which sends it in again; approving twice counts once.
    told = Told(url=post.url, words="On Monday")
    posts.change_post(post, kit=None, pictures=None, told=told)
    assert post.review is ReviewState.WAITING
    operations.approve(post, actor=line)
    with pytest.raises(NotWaiting):
        operations.approve(post, actor=line)
    db.session.refresh(part)
    assert (post.counts, part.posts, post.reviewed_by) == (True, 1, line)
    # A tick is no reason to look again; another text is, and it does not count meanwhile.
    ticked = Told(url=post.url, words="On Monday", asked_people=True)
    posts.change_post(post, kit=None, pictures=None, told=ticked)
    assert post.review is ReviewState.APPROVED
    posts.change_post(post, kit=None, pictures=None, told=Told(url=post.url, caption="New"))
    db.session.refresh(part)
    assert (post.review, part.posts) == (ReviewState.WAITING, 0)
    # Taken out and put back it still waits, and a repeat is still known.
    undoing.remove_post(post)
    with pytest.raises(NotWaiting):
        operations.approve(post, actor=line)
    assert posts.log_post(part, url=post.url) == post
    with pytest.raises(PostAlreadyLogged):
        posts.log_post(part, url=post.url)
    db.session.refresh(part)
    assert (post.review, part.posts) == (ReviewState.WAITING, 0)


def test_giving_review_up_lets_what_waits_count(part, line):
    waiting = [posts.log_post(part, url=link(hours)) for hours in (2, 3)]
    returned = posts.log_post(part, url=link(4))
    operations.send_back(returned, reason="Why", actor=line)
    cohort = part.ambassador.cohort
    assert operations.set_wanted(cohort, is_wanted=False, actor=line) == 2
    assert operations.set_wanted(cohort, is_wanted=False, actor=line) == 0
    db.session.refresh(part)
    assert part.posts == 2
    counting = db.session.query(Post).filter(post_queries.counting()).all()
    assert {one.id for one in counting} == {one.id for one in waiting}


def test_the_queue_goes_from_one_to_the_next_and_mails_what_is_returned(
    part, line, sign_in, outbox
):
    slug = part.campaign.organisation.slug
    part.ambassador.user.locale = "en"
    first, second = (posts.log_post(part, url=link(hours)) for hours in (5, 4))
    first.sent_in_at -= timedelta(minutes=1)
    db.session.commit()
    desk = sign_in(line)
    path = f"/o/{slug}/posts/review"
    assert f"{first.id}/approval" in desk.get(path).text
    assert "Look at 2 that wait" in desk.get(f"/o/{slug}/posts").text
    desk.post(f"{path}/{first.id}/approval")
    assert f"{second.id}/approval" in desk.get(path).text
    assert desk.post(f"{path}/{second.id}/return", data={"reason": " "}).status_code == 422
    desk.post(f"{path}/{second.id}/return", data={"reason": "Which picture is it?"})
    assert "Every post has an answer" in desk.get(path).text
    desk.post(f"{path}/{second.id}/approval")  # an old page of somebody else's
    assert outbox()[-1].recipient == part.ambassador.user.email
    mail = current_app.extensions["mailman"].outbox[-1]
    assert "Which picture is it?" in mail.body
    assert f"/my/log/posts/{second.id}" in mail.body
    freja = sign_in(part.ambassador.user)
    assert "Which picture is it?" in freja.get("/my/log/posts").text
    sent = {"url": second.url, "channel": "instagram", "participation": str(part.id)}
    freja.post(
        f"/my/log/posts/{second.id}",
        data={**sent, "words": "The one of the bridge"},
    )
    assert f"{second.id}/approval" in sign_in(line).get(path).text
    narrowed = sign_in(line).get(f"/o/{slug}/posts?review=approved&channel=instagram&words=x")
    assert narrowed.status_code == 200


def test_nobody_gets_a_post_past_the_review(part, line, sign_in):
    campaign, slug = part.campaign, part.campaign.organisation.slug
    desk, path = sign_in(line), f"/o/{slug}/posts/review"
    elsewhere = "https://blog.example.dk/open-day"
    post = posts.log_post(part, told=Told(url=elsewhere, channel=PostChannel.BLOG))
    db.session.commit()
    seen = {"seen": re.findall(r'name="seen"\s+value="([^"]+)"', desk.get(path).text)[0]}
    # What was changed after it was looked at is looked at once more.
    posts.change_post(post, kit=None, pictures=None, told=Told(url=elsewhere, words="Changed"))
    db.session.commit()
    desk.post(f"{path}/{post.id}/approval", data=seen)
    assert "after you saw it" in desk.get(path).text
    db.session.expire_all()
    assert post.review is ReviewState.WAITING
    operations.approve(post, actor=line)
    # The same page under another address, or said to be in another place, is looked at too.
    for told in (
        Told(url=elsewhere.replace("//", "//www."), words="Changed", channel=PostChannel.OTHER),
        Told(url=elsewhere, words="Changed", channel=PostChannel.TIKTOK),
    ):
        posts.change_post(post, kit=None, pictures=None, told=told)
        assert (post.review, part.posts) == (ReviewState.WAITING, 0)
        operations.approve(post, actor=line)
        db.session.refresh(part)
    # Nobody approves their own, not even one they merely share.
    hers = ParticipationFactory(campaign=campaign, ambassador__user=line)
    free = posts.log_post(hers, url=link(3))
    own = posts.log_post(part, url=link(4))
    own.sharers.append(hers)
    db.session.commit()
    assert "This one is yours" in desk.get(path).text
    desk.post(f"{path}/{own.id}/approval")
    db.session.expire_all()
    assert own.review is ReviewState.WAITING
    # What is passed on is looked at where its new author's cohort wants it, and only there.
    free.sharers.append(part)
    free.review_reason = own.review_reason = "Said to somebody else"
    undoing.remove_post(free)
    undoing.remove_post(own)
    db.session.refresh(part)
    db.session.refresh(hers)
    assert (free.participation, free.review, free.review_reason) == (part, ReviewState.WAITING, "")
    assert (own.participation, own.review, own.review_reason) == (hers, ReviewState.NOT_WANTED, "")
    assert (part.posts, hers.posts) == (1, 1)


def test_what_was_returned_counts_once_nobody_looks_any_more(part, line):
    post = posts.log_post(part, url=link(3))
    operations.send_back(post, reason="Which day?", actor=line)
    operations.set_wanted(part.ambassador.cohort, is_wanted=False, actor=line)
    posts.change_post(post, kit=None, pictures=None, told=Told(url=post.url, words="Monday"))
    db.session.refresh(part)
    assert (post.counts, part.posts) == (True, 1)


def test_shares_are_told_of_five_people_or_more_and_of_what_was_asked(part):
    cohort, campaign = part.ambassador.cohort, part.campaign
    people = AmbassadorFactory.create_batch(5, cohort=cohort)
    parts = [ParticipationFactory(ambassador=one, campaign=campaign) for one in people]
    for one in parts[:4]:
        PostFactory(participation=one, asked_people=True, own_percent=50)
    PostFactory(participation=parts[0], removed_at=utcnow(), own_percent=0)
    PostFactory(participation=parts[4], review=ReviewState.WAITING, own_percent=0)
    organisation_id = campaign.organisation_id
    assert queries.shares(organisation_id) == []
    PostFactory(participation=parts[4], asked_people=False)
    (found,) = queries.shares(organisation_id)
    assert (found.posts, found.asked_people, found.shows_disclosure) == (5, 80, None)
    assert (found.own_words, found.with_text) == (None, 4)
    PostFactory(participation=parts[4], asked_people=None, own_percent=100)
    (found,) = queries.shares(organisation_id)
    assert (found.own_words, found.with_text) == (60, 5)
