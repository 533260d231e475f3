"""After a no: a yes again, an answer taken back. Nobody is asked for what is not meant any more."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from accounts.models import AuditEvent, User
from campaigns.posts.enums import PostChannel
from campaigns.posts.models import Post
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core import jobs, storage
from core.db import db, utcnow
from media.kits.reception import operations as reception
from media.kits.reception.enums import FetchWay
from media.library.people.withdrawals.models import Withdrawal
from tests.client import AuditingClient
from tests.factories.campaigns import ParticipationFactory, PostFactory
from tests.media.library import corpus
from tests.media.library.people.conftest import Scene

SignIn = Callable[[User], AuditingClient]
ASKED, CLEAR, ESCALATED = RemovalState.ASKED, RemovalState.CLEAR, RemovalState.ESCALATED
MAY_STAY, REMOVED = RemovalState.MAY_STAY, RemovalState.REMOVED


def posted(scene: Scene, *channels: PostChannel) -> None:
    """The first has shared the picture and posted it in some places; then Sofie says no."""
    hers = scene.ambassadors[0]
    reception.record_fetch(scene.kit, hers, assets=[scene.asset.id], way=FetchWay.SHARE)
    part = ParticipationFactory(ambassador=hers, campaign__organisation=scene.kit.organisation)
    for number, channel in enumerate(channels, 1):
        at = utcnow() + timedelta(minutes=number)
        PostFactory(participation=part, published_at=at, channel=channel)
    storage.save(scene.asset.storage_key, corpus.jpeg(), mimetype="image/jpeg")
    db.session.commit()


def removals() -> list[PostRemoval]:
    """Return them by where the post is, then by when they were asked about."""
    wanted = select(PostRemoval).join(PostRemoval.post)
    return list(db.session.scalars(wanted.order_by(Post.channel, PostRemoval.created_at)))


def states() -> list[RemovalState]:
    return [one.state for one in removals()]


def acts() -> list[str]:
    wanted = select(AuditEvent.action).where(AuditEvent.action.startswith("post_removal"))
    return list(db.session.scalars(wanted.order_by(AuditEvent.position)))


def test_what_has_a_yes_again_need_not_be_removed(
    scene: Scene, app: Flask, client: AuditingClient, sign_in: SignIn
) -> None:
    posted(scene, PostChannel.FACEBOOK, PostChannel.INSTAGRAM)
    link = scene.link()
    client.post(f"{link}/withdrawal")
    jobs.run_all()
    record = f"{scene.desk}/withdrawals/{db.session.scalars(select(Withdrawal.id)).one()}"
    desk = sign_in(scene.organiser)
    assert "Said yes again" not in desk.get(record).text
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    scene.sofie.asked_channels = ["instagram", "facebook"]
    db.session.commit()
    assert client.post(link, data=answer).status_code in (302, 303)
    assert states() == [ASKED, MAY_STAY]  # she has said yes to Instagram alone
    hers = sign_in(scene.ambassadors[0].user)
    page = hers.get("/my/removals").text
    assert ("1 post to look at" in page, "This post may stay" in page) == (True, True)
    assert "1 post to look at" in hers.get("/my/log").text
    told = desk.get(record).text
    assert ("may stay: there is a yes again" in told, told.count("It is removed")) == (True, 1)
    assert ("Said yes again" in told, "to Instagram" in told) == (True, True)
    assert desk.get(f"{record}/record.pdf").data.startswith(b"%PDF")

    client.post(link, data={**answer, "channels": ["instagram", "facebook"]})
    assert states() == [MAY_STAY, MAY_STAY]
    page = hers.get("/my/removals").text
    assert ("Nothing to remove" in page, "These posts may stay" in page) == (True, True)
    assert acts() == ["post_removal_settled"] * 2

    client.post(f"{link}/withdrawal")  # and no once more: the posts are asked about anew
    jobs.run_all()
    assert states() == [MAY_STAY, ASKED] * 2
    page = hers.get("/my/removals").text
    assert ("2 posts to look at" in page, "may stay" in page) == (True, False)


def test_nobody_is_asked_about_a_post_that_is_where_the_yes_still_counts(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    posted(scene, PostChannel.FACEBOOK, PostChannel.INSTAGRAM, PostChannel.STAND)
    assert scene.mark.consent is not None
    scene.mark.consent.channels = ["instagram", "facebook"]
    db.session.commit()
    answer = {"pictures": str(scene.mark.id), "channels": "facebook", "scope": "pictures"}
    assert client.post(scene.link(), data=answer).status_code in (302, 303)
    jobs.run_all()
    asked = [one.post.channel for one in removals() if one.post]
    assert asked == [PostChannel.INSTAGRAM, PostChannel.STAND]
    assert (states(), acts()) == ([ASKED, ASKED], [])


def test_an_answer_can_be_taken_back(
    scene: Scene, app: Flask, client: AuditingClient, sign_in: SignIn
) -> None:
    posted(scene, PostChannel.INSTAGRAM)
    link = scene.link()
    client.post(f"{link}/withdrawal")
    jobs.run_all()
    mine, hers, desk = removals()[0], sign_in(scene.ambassadors[0].user), sign_in(scene.organiser)
    for _ in range(2):  # pressed twice is once
        hers.post(f"/my/removals/{mine.id}", data={"answer": "clear"})
    assert (mine.state, "Undo" in hers.get("/my/removals").text) == (CLEAR, True)
    first = jobs.latest("escalate_removals", mine.withdrawal_id)
    for _ in range(2):
        hers.post(f"/my/removals/{mine.id}/undoing")
    assert (mine.state, mine.answered_at) == (ASKED, None)
    assert "1 post to look at" in hers.get("/my/removals").text
    again = jobs.latest("escalate_removals", mine.withdrawal_id)
    assert first
    assert again
    assert again.id != first.id
    assert again.run_after - again.created_at > timedelta(hours=71, minutes=59)
    again.run_after = utcnow()
    db.session.commit()
    jobs.run_all()
    assert mine.state is ESCALATED

    record = f"{scene.desk}/withdrawals/{mine.withdrawal_id}"
    desk.post(f"/o/studieliv/posts/removals/{mine.id}")
    assert (mine.state, "Undo" in desk.get(record).text) == (REMOVED, True)
    desk.post(f"/o/studieliv/posts/removals/{mine.id}/undoing")
    assert (mine.state, "no answer for 72 hours" in desk.get(record).text) == (ESCALATED, True)
    answered, reopened = "post_removal_answered", "post_removal_reopened"
    assert acts() == [answered, reopened, "post_removal_escalated", answered, reopened]

    hers.post(f"/my/removals/{mine.id}", data={"answer": "removed"})
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    client.post(link, data=answer)
    assert mine.state is REMOVED  # what is gone is gone
    hers.post(f"/my/removals/{mine.id}/undoing")
    assert mine.state is MAY_STAY  # it is there after all, and may be
    hers.post(f"/my/removals/{mine.id}/undoing")
    assert mine.state is MAY_STAY
