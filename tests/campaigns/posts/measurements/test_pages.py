"""She writes what she sees, takes back a slip, and says yes and no; organisers see the cohort."""

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from time_machine import travel

from accounts.audit import AuditEvent
from accounts.models import Membership, User
from campaigns.models import Participation
from campaigns.posts import operations as posts
from campaigns.posts.measurements import operations
from campaigns.posts.measurements.curve import curve
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.look_ups import operations as look_up_operations
from campaigns.posts.measurements.look_ups import queries as look_ups
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.measurements.standing import middle, standing
from campaigns.posts.models import Post
from campaigns.posts.telling import Told
from core.db import db, utcnow
from tests.campaigns.posts.measurements.test_files import LEGACY, saved, zipped
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import PostFactory
from tests.queries import count_queries

SignIn = Callable[[User], AuditingClient]


@pytest.fixture
def post(app: Flask) -> Post:
    made = PostFactory(
        shortcode="C_VIniGzTE1",
        published_at=utcnow() - timedelta(days=9),
        participation__ambassador__user__locale="en",
        participation__ambassador__user__name="Kim Holm",
    )
    db.session.commit()
    return made


@pytest.fixture
def olga(post: Post) -> Membership:
    organisation = post.participation.campaign.organisation
    made = MembershipFactory(organisation=organisation, user__locale="en", user__name="Olga")
    db.session.commit()
    return made


def screenshot() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (400, 800), "white").save(made, "PNG")
    made.seek(0)
    return made


def kept() -> list[Measurement]:
    found = select(Measurement).order_by(Measurement.created_at, Measurement.id)
    return list(db.session.scalars(found))


def test_she_writes_what_she_sees(
    post: Post, sign_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    client, page = sign_in(post.participation.ambassador.user), f"/my/log/numbers/{post.id}"
    assert "No numbers yet" in client.get(page).text
    for sent, words in (
        ({}, "Write at least one number."),
        ({"likes": "many"}, "Write a whole number"),
        ({"likes": "9999999999"}, "No post has that many."),
        ({"likes": "4", "read_on": "2099-01-01"}, "That day is still to come."),
        ({"likes": "4", "read_on": "0001-01-01"}, "The post was not there yet"),
        ({"likes": "4", "proof": (io.BytesIO(b"no"), "shot.png")}, "This is not a picture"),
    ):
        answer = client.post(page, data=sent)
        assert (answer.status_code, words in answer.text) == (422, True), sent
    assert kept() == []
    early = (utcnow() - timedelta(days=7)).date().isoformat()
    client.post(page, data={"likes": "12", "comments": "0", "read_on": early})
    for _double_click in range(2):
        sent = {"likes": "1.024", "saves": "5", "proof": (screenshot(), "shot.png")}
        assert client.post(page, data=sent).status_code == 302
    first, second = kept()
    assert (first.likes, first.comments, first.views) == (12, 0, None)
    assert (second.likes, second.comments, second.saves) == (1_024, None, 5)
    assert "The screenshot is being made ready" in client.get(page).text
    run_jobs()
    text = client.get(page).text
    for words in ("1,024 likes, 0 comments and 5 saves, after 9 days", "written by you",
                  "Likes went from 12 to 1,024 within 9 days.", "not known",
                  "See the screenshot"):  # fmt: skip
        assert words in text, words
    # the same shot once more, with other numbers, is one picture
    client.post(page, data={"likes": "1030", "proof": (screenshot(), "shot.png")})
    assert len({one.proof_id for one in kept()[1:]}) == 1
    client.post(f"{page}/{kept()[2].id}/removal")
    assert client.post(f"{page}/{kept()[2].id}/removal").status_code == 404
    assert "1,030" not in client.get(page).text
    assert "1,024 likes" in client.get("/my/log/numbers").text
    assert len(kept()) == 3, "taken back, and still a row"


def test_sources_stand_beside_each_other(post: Post, olga: Membership, sign_in: SignIn) -> None:
    now = utcnow()
    for source, days, numbers, hidden in (
        (Source.INSTALOADER, 8, {Number.LIKES: 20, Number.COMMENTS: 2}, False),
        (Source.BY_HAND, 8, {Number.LIKES: 22, Number.VIEWS: 500}, False),
        (Source.FILE, 1, {Number.COMMENTS: 4}, True),
    ):
        reading = Reading(
            shortcode=post.shortcode, source=source, taken_at=now - timedelta(days=days),
            numbers=numbers, likes_hidden=hidden,
        )  # fmt: skip
        by = olga.user if source is Source.FILE else None
        operations.keep(post, reading, by=by)
    db.session.commit()
    stands = standing(kept())
    assert (stands.value(Number.LIKES), stands.likes_hidden) == (None, True)
    assert (stands.value(Number.COMMENTS), stands.value(Number.VIEWS)) == (4, 500)
    assert middle([stands] * 4, Number.COMMENTS) is None, "five make a middle"
    assert middle([stands] * 5, Number.COMMENTS) == 4
    drawn = curve(kept(), post.published_at, (Number.COMMENTS, Number.VIEWS))
    assert drawn is not None
    (line,) = drawn.lines
    assert [point.value for point in line.points] == [2, 4]
    assert line.points[0].x < line.points[1].x
    assert line.points[0].y > line.points[1].y == 30
    client = sign_in(olga.user)
    page = f"/o/{olga.organisation.slug}/posts/numbers"
    text = client.get(f"{page}/{post.id}").text
    for words in ("likes hidden, 4 comments and 500 views, after 8 days", "looked up on Instagram",
                  "from your file", "20 likes (looked up on Instagram", "both stand"):  # fmt: skip
        assert words in text or words[0].upper() + words[1:] in text, words
    client.post(f"{page}/{post.id}", data={"views": "640"})
    assert kept()[-1].by is olga.user
    own = sign_in(post.participation.ambassador.user)
    assert "written by Olga" in own.get(f"/my/log/numbers/{post.id}").text


def test_a_file_is_looked_at_before_anything_is_added(
    post: Post, olga: Membership, sign_in: SignIn
) -> None:
    client, page = sign_in(olga.user), f"/o/{olga.organisation.slug}/posts/numbers/file"
    PostFactory(shortcode="C_VIniGzTE2")  # another organisation's: a file never reaches it
    db.session.commit()
    recent = int((utcnow() - timedelta(days=9)).timestamp())
    ours = json.dumps(saved("C_VIniGzTE1", taken_at_timestamp=recent)).encode()
    folder = zipped(
        {"a.json": ours, "b.json": json.dumps(LEGACY).encode(), "c.jpg": b"x", "d.json": b"{"}
    )
    dated = f"Link;Likes;Read on\r\n{post.url};30;{utcnow().isoformat()}\r\n{post.url};;\r\n"
    bare = f"Link;Likes\r\n{post.url};31\r\n"

    def look(content: bytes) -> str:
        return client.post(page, data={"file": (io.BytesIO(content), "numbers")}).text

    def say_yes(text: str) -> str:
        (carried,) = re.findall(r'name="carried" value="([^"]+)"', text)
        answer = client.post(f"{page}/confirmation", data={"carried": carried})
        return client.get(answer.headers["Location"]).text

    assert client.post(page).status_code == 422
    for number, content in enumerate((folder, dated.encode(), bare.encode()), start=1):
        text = look(content)
        assert "Nothing is added yet." in text
        assert "Kim Holm" in text
        assert len(kept()) == number - 1, "nothing is written before somebody says yes"
        assert "Numbers of 1 post are added." in say_yes(text)
        assert "Nothing new was in the file." in say_yes(text), "pressed twice is once"
        again = look(content)
        assert "Nothing new is in the file" in again
        assert "Known already" in again
        assert 'name="carried"' not in again
        assert len(kept()) == number
    assert {one.post.shortcode for one in kept()} == {"C_VIniGzTE1"}
    assert [(one.likes, one.comments) for one in kept()] == [(24, 3), (30, None), (31, None)]
    assert "Known already" in look(ours), "one that says no time of its own is known by its numbers"
    for words in ("Not a post that is logged here", "1 other file", "Cannot be read"):
        assert words in look(folder)
    assert "No number in it" in look(dated.encode())
    refused = client.post(page, data={"file": (io.BytesIO(b"Kim;Holm"), "x.csv")})
    assert (refused.status_code, "must name the columns" in refused.text) == (422, True)


def test_what_was_looked_at_is_for_one_person_and_one_day(
    post: Post, olga: Membership, sign_in: SignIn
) -> None:
    page = f"/o/{olga.organisation.slug}/posts/numbers/file"
    boss = MembershipFactory(organisation=olga.organisation, user__locale="en")
    elsewhere = MembershipFactory(user=olga.user)
    db.session.commit()
    sheet = io.BytesIO(f"Link;Likes\r\n{post.url};31\r\n".encode())
    text = sign_in(olga.user).post(page, data={"file": (sheet, "numbers.csv")}).text
    (carried,) = re.findall(r'name="carried" value="([^"]+)"', text)
    other = f"/o/{elsewhere.organisation.slug}/posts/numbers/file/confirmation"
    with travel(utcnow() + timedelta(hours=13), tick=False):
        sign_in(olga.user).post(f"{page}/confirmation", data={"carried": carried})
    for who, path, sent in (
        (boss.user, f"{page}/confirmation", carried),
        (olga.user, other, carried),
        (olga.user, f"{page}/confirmation", carried[:-4] + "AAAA"),
        (olga.user, f"{page}/confirmation", ""),
    ):
        client = sign_in(who)
        answer = client.post(path, data={"carried": sent})
        assert "looked at too long ago" in client.get(answer.headers["Location"]).text
    assert kept() == []


def test_another_link_lets_go_of_what_was_read_by_the_former(post: Post) -> None:
    for days, source in enumerate(Source, start=1):
        reading = Reading(
            shortcode=post.shortcode, source=source, taken_at=utcnow() - timedelta(days=days),
            numbers={Number.LIKES: 20 + days},
        )  # fmt: skip
        operations.keep(post, reading)
    look_up_operations.agree(post.participation.ambassador, now=utcnow())
    assert look_up_operations.plan_new(utcnow()) == 1
    same, other = (Told(url=f"{post.url}?igsh=x"), Told(url="instagram.com/p/C_VIniGzTE9"))
    for told, left in ((same, set(Source)), (other, {Source.BY_HAND})):
        posts.change_post(post, kit=None, pictures=None, told=told)
        db.session.commit()
        db.session.expire_all()
        assert {one.source for one in kept() if one.taken_back_at is None} == left
    assert len(kept()) == len(Source), "taken back, and still rows"
    assert look_ups.of_post(post) is None


def test_a_yes_is_hers_and_the_stop_is_theirs(
    post: Post, olga: Membership, sign_in: SignIn
) -> None:
    client = sign_in(post.participation.ambassador.user)
    assert "It is off, and it stays off" in client.get("/my/log/look-ups").text
    client.post("/my/log/look-ups")
    assert "You have said yes to look-ups" in client.get("/my/log/look-ups").text
    assert look_ups.has_agreed(post.participation.ambassador)
    client.post("/my/log/look-ups/removal")
    assert not look_ups.has_agreed(post.participation.ambassador)
    boss, page = sign_in(olga.user), f"/o/{olga.organisation.slug}/posts/look-ups"
    text = boss.get(page).text
    assert "Look-ups are turned off here" in text
    assert "0 of 1" in text
    boss.post(page, data={"wanted": "stop"})
    assert look_ups.stop_of(olga.organisation_id) is not None
    boss.post(page, data={"wanted": "go"})
    assert look_ups.stop_of(olga.organisation_id) is None
    acts = [
        event.action
        for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.position))
    ]
    assert acts == ["look_ups_stopped", "look_ups_resumed"]


def test_lists_ask_as_much_for_one_as_for_three(
    post: Post, olga: Membership, sign_in: SignIn
) -> None:
    own, boss = sign_in(post.participation.ambassador.user), sign_in(olga.user)
    pages = ((own, "/my/log/numbers"), (boss, f"/o/{olga.organisation.slug}/posts/numbers"))
    part_id, by_id = post.participation_id, olga.user_id

    def asked() -> list[int]:
        numbers = []
        for client, page in pages:
            db.session.expunge_all()
            with count_queries() as queries:
                assert client.get(page).status_code == 200
            numbers.append(len(queries))
        return numbers

    def measure(one: Post) -> None:
        now, by = utcnow(), db.session.get_one(User, by_id)
        numbers = {Number.LIKES: 3}
        operations.keep(
            one,
            Reading(shortcode="", source=Source.BY_HAND, taken_at=now, numbers=numbers),
            by=by,
        )
        db.session.commit()

    measure(post)
    before = asked()
    for _ in range(2):
        measure(PostFactory(participation=db.session.get_one(Participation, part_id)))
    assert asked() == before
