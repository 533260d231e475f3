"""Logging what was told anywhere, sent once, put right and looked at as a whole."""

import io
import uuid
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from accounts.enums import Role
from campaigns.models import Participation
from campaigns.posts.enums import PostChannel
from campaigns.posts.models import Conversation, Post
from campaigns.posts.routes import log_pages
from campaigns.posts.screenshots.errors import ScreenshotRefused
from campaigns.posts.screenshots.models import Screenshot
from core import jobs, storage
from core.db import db, utcnow
from core.formats import local_date
from tests.campaigns.posts.test_operations import code_of
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import ParticipationFactory, PostFactory
from tests.factories.media import CaptionFactory, KitFactory
from tests.queries import count_queries


@pytest.fixture
def part(app) -> Participation:
    return ParticipationFactory(ambassador__user__locale="en")


@pytest.fixture
def freja(part, sign_in):
    return sign_in(part.ambassador.user)


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (400, 800), "teal").save(made, "JPEG")
    return io.BytesIO(made.getvalue())


def posts() -> list[Post]:
    return list(db.session.scalars(select(Post).order_by(Post.created_at)))


def test_a_story_is_logged_by_its_screenshot_which_only_she_and_organisers_see(
    freja, part, sign_in
):
    def send(**more):
        data = {"participation": str(part.id), "screenshot": (picture(), "story.jpg"), **more}
        return freja.post("/my/log/story", data=data)

    assert send(screenshot=(io.BytesIO(b"no picture"), "story.jpg")).status_code == 422
    assert send(screenshot="").status_code == 422
    assert posts() == []
    yesterday = local_date(utcnow(), "Europe/Copenhagen") - timedelta(days=1)
    key = uuid.uuid4().hex
    for _twice in range(2):
        assert send(day=yesterday.isoformat(), asked_people="y", sent_key=key).status_code == 302
    assert send(day=yesterday.isoformat()).status_code == 422  # the same picture once more
    post = posts()[0]
    assert (post.channel, post.is_day_told) == (PostChannel.INSTAGRAM_STORY, True)
    assert local_date(post.published_at, "Europe/Copenhagen") == yesterday
    assert (post.asked_people, post.shows_disclosure) == (True, False)
    assert db.session.get_one(Participation, part.id).posts == 1
    jobs.run_all()
    (shot,) = db.session.scalars(select(Screenshot))
    assert (shot.original_key, shot.width) == (None, 400)
    assert freja.get(f"/my/log/screenshots/{shot.id}").mimetype == "image/webp"
    organisation = part.campaign.organisation
    line = MembershipFactory(role=Role.ORGANISER, organisation=organisation)
    page = sign_in(line.user).get(f"/o/{organisation.slug}/posts")
    assert f"/posts/screenshots/{shot.id}" in page.text
    key = shot.storage_key
    operations_forget(post)
    assert not storage.exists(key)


def operations_forget(post: Post) -> None:
    post = db.session.get_one(Post, post.id)
    post.removed_at = utcnow() - timedelta(days=2)
    jobs.enqueue("forget_removed_posts")
    db.session.commit()
    jobs.run_all()
    assert posts() == []


def test_what_was_told_elsewhere_needs_one_thing_to_be_known_by(freja, part):
    base = {"participation": str(part.id), "channel": "talk", "sent_key": uuid.uuid4().hex}
    tomorrow = (utcnow() + timedelta(days=2)).date().isoformat()
    refused = (
        {}, {"words": "x" * 301}, {"words": "Ring 20304050"}, {"words": "Talk", "day": tomorrow},
        {"words": "Talk", "channel": "radio"}, {"url": "https://www.facebook.com/"},
        {"words": "Talk", "participation": ""}, {"words": "Talk", "day": "0026-11-22"},
    )  # fmt: skip
    for more in refused:
        answer = freja.post("/my/log/elsewhere", data={**base, **more})
        assert (answer.status_code, posts()) == (422, []), more
    for _again in range(2):  # kept on the phone, and sent twice
        answer = freja.post("/my/log/elsewhere", data={**base, "words": "Talk for 3.b"})
        assert "Logged for" in freja.get(answer.location).text
    link = {"url": "https://blog.example.dk/x?utm_source=a", "channel": "blog", "sent_key": ""}
    freja.post("/my/log/elsewhere", data={**base, **link})
    assert [(one.channel, one.words, one.url) for one in posts()] == [
        (PostChannel.TALK, "Talk for 3.b", ""),
        (PostChannel.BLOG, "", "https://blog.example.dk/x"),
    ]
    assert "Talk for 3.b" in freja.get("/my/log/posts?words=3.B").text
    assert "Talk for 3.b" not in freja.get("/my/log/posts?channel=blog").text
    assert freja.get("/my/log/posts?channel=radio&page=x&words=zzz").status_code == 200


def test_a_changed_day_moves_what_is_counted(freja, part):
    freja.post(
        "/my/log/elsewhere",
        data={"participation": str(part.id), "channel": "stand", "words": "Torvet"},
    )
    (post,) = posts()
    before = local_date(post.published_at, "Europe/Copenhagen")
    path, day = f"/my/log/posts/{post.id}", before - timedelta(days=9)
    change = {"channel": "talk", "words": "Nørregade", "participation": str(part.id)}
    assert freja.post(path, data={**change, "day": "2999-01-01"}).status_code == 422
    assert freja.post(path, data={**change, "day": day.isoformat()}).status_code == 302
    (post,) = posts()
    assert (post.words, local_date(post.published_at, "Europe/Copenhagen")) == ("Nørregade", day)
    assert db.session.get_one(Participation, part.id).posts == 1
    code = code_of(utcnow() - timedelta(hours=3))
    change["url"] = f"https://www.instagram.com/p/{code}/"
    freja.post(path, data=change)
    (post,) = posts()
    assert (post.channel, post.shortcode, post.is_day_told) == ("instagram", code, False)
    page = freja.get(path).text
    assert code in page
    assert "Where was it?" not in page


def test_a_text_that_is_the_kits_own_is_logged_and_gently_spoken_of(freja, part):
    cohort = part.ambassador.cohort
    kit = KitFactory(organisation=cohort.organisation, cohorts=[cohort])
    CaptionFactory(kit=kit, locale="da", text="Kom til åbent hus på torsdag klokken seksten")
    part.campaign.kits = [kit]
    db.session.commit()

    def log(caption: str, hours: int) -> str:
        code = code_of(utcnow() - timedelta(hours=hours))
        sent = {"url": f"instagram.com/p/{code}", "participation": str(part.id)}
        answer = freja.post("/my/log/posts", data={**sent, "caption": caption})
        return freja.get(answer.location).text

    assert "nearly the kit" in log(
        "Kom til åbent hus på torsdag klokken 16! 🎉 https://x.dk/r/ABC", 1
    )
    assert "nearly the kit" not in log("Jeg elsker at gå her, og min hund er også med i dag", 2)
    assert "nearly the kit" not in log("", 3)
    shares = [one.own_percent for one in posts()]
    assert shares[0] <= 20
    assert shares[1] > 60
    assert shares[2] is None


def test_a_kept_conversation_is_logged_once_on_the_day_it_was_tapped(freja, part, sign_in):
    today = local_date(utcnow(), "Europe/Copenhagen")
    tapped = today - timedelta(days=2)
    data = {"participation": str(part.id), "sent_key": uuid.uuid4().hex, "day": tapped.isoformat()}
    first = freja.post("/my/log/conversations", data=data)
    assert freja.post("/my/log/conversations", data=data).location == first.location
    data |= {"sent_key": uuid.uuid4().hex, "day": "2999-01-01"}
    freja.post("/my/log/conversations", data=data)
    days = db.session.scalars(select(Conversation.happened_on).order_by(Conversation.happened_on))
    assert list(days) == [tapped, today]
    # On somebody else's phone it is theirs no more than the first one's.
    other = ParticipationFactory(campaign=part.campaign, ambassador__cohort=part.ambassador.cohort)
    data["participation"] = str(other.id)
    answer = sign_in(other.ambassador.user).post("/my/log/conversations", data=data)
    assert (answer.status_code, db.session.query(Conversation).count()) == (404, 2)


def test_a_shared_post_is_said_to_be_shared_and_can_be_let_go(freja, part):
    code = code_of(utcnow() - timedelta(hours=3))
    other = ParticipationFactory(campaign=part.campaign, ambassador__cohort=part.ambassador.cohort)
    post = PostFactory(participation=other, shortcode=code, caption="A secret of hers")
    sent = {"url": f"instagram.com/p/{code}", "participation": str(part.id)}
    answer = freja.post("/my/log/posts", data=sent)
    assert "shared post" in freja.get(answer.location).text
    assert "Shared, counted once" in freja.get("/my/log/posts").text
    assert "Shared, counted once" not in freja.get("/my/log/posts?words=secret").text
    freja.post(f"/my/log/posts/{post.id}/sharing/removal")
    assert "Shared, counted once" not in freja.get("/my/log/posts").text


def test_her_list_costs_the_same_at_one_and_three_posts(freja, part):
    part_id = part.id
    PostFactory(participation=part)
    freja.get("/my/log/posts")
    with count_queries() as one:
        freja.get("/my/log/posts")
    PostFactory.create_batch(2, participation=db.session.get_one(Participation, part_id))
    with count_queries() as three:
        assert freja.get("/my/log/posts").text.count('rel="noreferrer"') == 3
    assert len(one) == len(three), three


def test_no_more_of_a_file_is_read_than_a_picture_may_have(freja, part, monkeypatch):
    taken = []

    def take(content):
        taken.append(len(content))
        raise ScreenshotRefused("Too large", field="screenshot")

    monkeypatch.setattr(log_pages, "MAX_BYTES", 100)
    monkeypatch.setattr(log_pages.screenshots, "take", take)
    data = {"participation": str(part.id), "screenshot": (picture(), "story.jpg")}
    assert freja.post("/my/log/story", data=data).status_code == 422
    assert taken == [101]
