"""What ambassadors read off their posts in the demo: by hand, and now and then from a file."""

import random
from datetime import timedelta

from campaigns.posts.measurements import operations as measurements
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.look_ups import operations as look_ups
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.models import Post
from campaigns.posts.queries import latest_posts
from core.db import db, utcnow
from demo.building import House, Member

AGES = ((1, 0.55), (3, 0.8), (7, 0.94), (14, 1.0))  # days, and the share of likes by then
POSTS = 6


def measure(house: House) -> None:
    """Let two of three write down the numbers of their latest posts; one of three wants them read.

    The first in each cohort follows theirs for a fortnight.
    """
    chance = random.Random(house.plan.seed + 1)  # noqa: S311 -- a demo, not a secret
    for number, member in enumerate(house.everybody()):
        follows = member in [members[0] for members in house.members.values() if members]
        if number % 3 == 0:
            look_ups.agree(member.row, now=utcnow() - timedelta(days=20))
        if number % 3 != 1 or follows:
            for post in latest_posts(member.row, limit=POSTS):
                if post.url and post.counts:
                    _read(house, member, post, 4 if follows else chance.randrange(3), chance)
    db.session.flush()


def _read(house: House, member: Member, post: Post, times: int, chance: random.Random) -> None:
    likes, comments = chance.randrange(9, 70), chance.randrange(9)
    is_film = chance.random() < 0.3
    from_file = chance.random() < 0.15
    for days, share in AGES[4 - times :] if times < 4 else AGES:
        taken_at = post.published_at + timedelta(days=days, minutes=chance.randrange(600))
        if taken_at > utcnow():
            continue
        numbers = {Number.LIKES: round(likes * share), Number.COMMENTS: round(comments * share)}
        if is_film:
            numbers[Number.VIEWS] = round(likes * share * 23)
        source = Source.FILE if from_file else Source.BY_HAND
        reading = Reading(
            shortcode=post.shortcode, source=source, taken_at=taken_at, numbers=numbers
        )
        by = house.actor if from_file else member.row.user
        measurements.keep(post, reading, by=by).created_at = taken_at
