"""What was told lately: stories with their screenshots, and posts that wait to be looked at."""

import io
import random
from datetime import date, timedelta

from PIL import Image, ImageDraw

from campaigns.posts import operations as posts
from campaigns.posts.enums import PostChannel
from campaigns.posts.reviews import operations as reviews
from campaigns.posts.screenshots import operations as screenshots
from campaigns.posts.telling import Told
from core.db import db
from demo import plans
from demo.building import House
from demo.history import Running
from demo.photographs import FOLDER
from demo.shortcodes import address_at

PHONE = (720, 1280)
READ_AFTER = timedelta(hours=5)


def tell(campaigns: list[Running], house: House, chance: random.Random) -> None:
    """Log the stories; then let the cohort's posts be looked at first, and send some in.

    What was logged before counts as it did.
    """
    for plan in house.plan.cohorts:
        for story in plan.stories:
            _show(story, campaigns, house, chance)
        if plan.sent_in:
            cohort = house.cohorts[plan.key]
            reviews.set_wanted(cohort, is_wanted=True, actor=house.actor)
        for post in plan.sent_in:
            _send_in(post, campaigns, house, chance)


def _running(campaigns: list[Running], name: str, day: date) -> Running:
    return next(one for one in campaigns if one.covers(name, day) and not one.plan.is_closed)


def _show(
    story: plans.Story, campaigns: list[Running], house: House, chance: random.Random
) -> None:
    day = house.season.today - timedelta(days=story.days_ago)
    part = _running(campaigns, story.name, day).parts[story.name]
    told = Told(
        channel=PostChannel.INSTAGRAM_STORY,
        day=day,
        asked_people=True,
        shows_disclosure=True,
        screenshot=screenshots.take(_screenshot(story.picture)),
    )
    posts.log_post(part, told=told).created_at = house.season.moment(day, chance)


def _screenshot(picture: str) -> bytes:
    """Return what a phone shows of a story: the picture upright, with its bar of time above."""
    with Image.open(FOLDER / picture) as photograph:
        photograph.draft("RGB", (PHONE[0] * 2, PHONE[1]))
        height = photograph.height
        width = height * PHONE[0] // PHONE[1]
        left = (photograph.width - width) // 2
        shown = photograph.convert("RGB").crop((left, 0, left + width, height)).resize(PHONE)
    ImageDraw.Draw(shown).rounded_rectangle((24, 28, 696, 34), 3, fill="#ffffff")
    file = io.BytesIO()
    shown.save(file, "JPEG", quality=82)
    return file.getvalue()


def _send_in(
    sent: plans.SentIn, campaigns: list[Running], house: House, chance: random.Random
) -> None:
    day = house.season.today - timedelta(days=sent.days_ago)
    moment = house.season.moment(day, chance)
    told = Told(
        url=address_at(moment, chance),
        caption=sent.caption,
        asked_people=True,
        shows_disclosure=sent.shows_disclosure,
    )
    post = posts.log_post(_running(campaigns, sent.name, day).parts[sent.name], told=told)
    post.created_at = post.sent_in_at = moment + timedelta(minutes=20)
    db.session.flush()
    if sent.reason:
        reviews.send_back(post, reason=sent.reason, actor=house.actor)
        post.reviewed_at = post.sent_in_at + READ_AFTER
