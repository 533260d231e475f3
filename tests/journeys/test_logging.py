"""The log on a phone: what is told in a tunnel is kept, sent later, and counted once."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from ambassadors.models import Cohort
from campaigns.models import Participation
from campaigns.posts.models import Post
from core.db import db
from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.joining import InvitationFactory
from tests.journeys.ambassador import Ambassador, shortcode_of
from tests.journeys.person import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-tunnel")]

TOKEN = "a-door-of-one-s-own-for-the-log"
KEPT = "No connection. It is kept on this phone and sent once, by itself."
NOW = datetime.now(UTC)


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
    log_a_story(me)
    with app.app_context():
        mine = Participation.ambassador.has(cohort_id=cohort_id)
        part = db.session.scalars(select(Participation).where(mine)).one()
        logged = db.session.scalars(select(Post).where(Post.participation_id == part.id))
        assert sorted(one.channel for one in logged) == [
            "instagram",
            "instagram",
            "instagram_story",
        ]
        assert (part.posts, part.conversations) == (3, 1)
    assert walk.troubles == []


def log_in_a_tunnel(me: Ambassador) -> None:
    """Two posts and a conversation are kept; all leave by themselves, in their order."""
    me.context.set_offline(True)
    for hours in (3, 4):
        me.fill(url=f"instagram.com/p/{shortcode_of(NOW - timedelta(hours=hours))}")
        me.control(me.words("Log my post")).click()
        me.sees(KEPT)
        expect(me.page.locator("[name=url]")).to_have_value("")
    me.control(me.words("Log a conversation")).click()
    me.context.set_offline(False)
    expect(me.page.locator("h1")).to_have_text(me.words("Your conversation is logged"))


def log_a_story(me: Ambassador) -> None:
    """A screenshot is enough."""
    picture = io.BytesIO()
    Image.new("RGB", (400, 800), "teal").save(picture, "JPEG")
    me.open("/my/log/story")
    file = {"name": "story.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    me.page.locator("[name=screenshot]").set_input_files([file])  # type: ignore[list-item]  # a dict is one
    me.press("Log my story")
    expect(me.page.get_by_role("status").first).to_contain_text(
        me.words("That is within the campaign's dates.")
    )
