"""The log on a phone: what is told in a tunnel is kept, sent later, and counted once."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from ambassadors.messages.models import Idea
from ambassadors.models import Cohort
from campaigns.models import Participation
from campaigns.posts.models import Post
from core.db import db
from core.formats import local_date
from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.joining import InvitationFactory
from tests.journeys.ambassador import Ambassador, shortcode_of
from tests.journeys.person import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-tunnel")]

TOKEN = "a-door-of-one-s-own-for-the-log"
KEPT = "No connection. It is kept on this phone and sent once, by itself."
SENT = "You are online again, and what was kept on this phone is logged."
HALF_WRITTEN = "instagram.com/p/ha"
NOW = datetime.now(UTC)
LATEST = shortcode_of(NOW - timedelta(hours=3))
QUESTION = "Kan man komme med bus?"


def seed(language: str) -> Cohort:
    """One is invited, and a campaign runs."""
    cohort = CohortFactory()
    PolicyFactory(cohort=cohort)
    CampaignFactory(organisation=cohort.organisation, cohorts=[cohort])
    InvitationFactory(cohort=cohort, token=f"{TOKEN}-{language}", locale=language)
    return cohort


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_log_survives_a_lost_connection(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    with app.app_context():
        cohort_id = seed(language).id
    me = Ambassador(walk)
    me.join(f"{walk.running.address}/invitations/{TOKEN}-{language}")
    me.open("/my/log")
    with me.expecting_refusal():
        log_in_a_tunnel(me)
    asks_what_she_could_not_answer(me)
    log_a_story(me)
    is_refused_a_repeat(me)
    for _again in range(2):
        me.open("/my/log")
        me.press("Log a conversation")
    with app.app_context():
        mine = Participation.ambassador.has(cohort_id=cohort_id)
        part = db.session.scalars(select(Participation).where(mine)).one()
        logged = db.session.scalars(select(Post).where(Post.participation_id == part.id))
        told = {one.shortcode: one for one in logged}
        kinds = sorted(one.channel for one in told.values())
        assert kinds == ["instagram", "instagram", "instagram_story"]
        assert (part.posts, part.conversations) == (3, 3)
        first = told[LATEST]
        assert abs(first.published_at - (NOW - timedelta(hours=3))) < timedelta(seconds=2)
        assert not first.is_day_told, "the link itself says when it was"
        (story,) = (one for one in told.values() if one.channel == "instagram_story")
        assert (story.asked_people, story.shows_disclosure) == (True, False)
        assert local_date(story.published_at, "Europe/Copenhagen") == yesterday()
        idea = db.session.scalars(select(Idea).where(Idea.ambassador_id == part.ambassador_id))
        assert [one.text for one in idea] == [QUESTION]
    assert walk.troubles == []


def log_in_a_tunnel(me: Ambassador) -> None:
    """Two posts are kept and leave by themselves while she writes on; so does a conversation."""
    me.context.set_offline(True)
    for code in (LATEST, shortcode_of(NOW - timedelta(hours=4))):
        me.fill(url=f"instagram.com/p/{code}")
        me.control(me.words("Log my post")).click()
        me.sees(KEPT)
        expect(me.page.locator("[name=url]")).to_have_value("")
    me.fill(url=HALF_WRITTEN)
    me.context.set_offline(False)
    me.sees(SENT)
    expect(me.page.locator("[name=url]")).to_have_value(HALF_WRITTEN)
    me.fill(url="")
    me.context.set_offline(True)
    me.control(me.words("Log a conversation")).click()
    me.sees(KEPT)
    me.context.set_offline(False)
    expect(me.page.locator("h1")).to_have_text(me.words("Your conversation is logged"))


def yesterday() -> date:
    """Return the day before today, where the organisation is."""
    return local_date(NOW, "Europe/Copenhagen") - timedelta(days=1)


def asks_what_she_could_not_answer(me: Ambassador) -> None:
    """The page says that nothing about the other belongs there; her question goes to who knows."""
    me.sees(
        "Only if you like. Nothing about the other person: "
        "no name, no number, nothing they could be known by."
    )
    me.fill(question=QUESTION)
    me.press("Save", within="main")
    me.open("/my/ideas")
    me.reads(QUESTION)


def is_refused_a_repeat(me: Ambassador) -> None:
    """One field and one tap are all it takes; the same once more is refused politely."""
    me.open("/my/log")
    form = me.page.locator("form[action='/my/log/posts']")
    expect(form.locator("[required]")).to_have_count(1)
    me.fill(url=f"https://www.instagram.com/reel/{LATEST}/?igsh=again")
    with me.expecting_refusal():
        me.press("Log my post")
    me.sees("You have logged this one already. Thank you, it only needs to be counted once.")


def log_a_story(me: Ambassador) -> None:
    """A screenshot and a day, and that the people in it were asked."""
    picture = io.BytesIO()
    Image.new("RGB", (400, 800), "teal").save(picture, "JPEG")
    me.open("/my/log/story")
    file = {"name": "story.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    me.page.locator("[name=screenshot]").set_input_files([file])  # type: ignore[list-item]  # a dict is one
    me.fill(day=yesterday())
    me.page.locator("[name=asked_people]").check()
    me.press("Log my story")
    expect(me.page.get_by_role("status").first).to_contain_text(
        me.words("That is within the campaign's dates.")
    )
