"""An ambassador's own season, month by month and day by day. Never beside anybody else's."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from campaigns.models import ParticipationWeek
from campaigns.posts.enums import COUNTING
from campaigns.posts.models import Conversation, Post
from campaigns.results.ladder import monday_of
from core.db import db
from core.formats import local_date

MONTHS_SHOWN = 6
THURSDAY = timedelta(days=3)
WEEK_COLUMNS = (
    ParticipationWeek.posts,
    ParticipationWeek.conversations,
    ParticipationWeek.clicks,
    ParticipationWeek.sign_ups,
    ParticipationWeek.confirmed,
)


@dataclass(frozen=True)
class OwnMonth:
    """What somebody did in a month, and what came of it."""

    first: date
    posts: int = 0
    conversations: int = 0
    clicks: int = 0
    sign_ups: int = 0
    confirmed: int = 0

    @property
    def told(self) -> int:
        """Posts and conversations together."""
        return self.posts + self.conversations

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in it."""
        return not (self.told or self.clicks or self.sign_ups)


def first_of_months(today: date, joined_on: date) -> date:
    """Return the first day to show: of the month five months ago, or that in which she joined."""
    month = today.year * 12 + today.month - MONTHS_SHOWN
    return max(date(month // 12, month % 12 + 1, 1), joined_on.replace(day=1))


def months_of(participation_ids: Sequence[uuid.UUID], first: date, today: date) -> list[OwnMonth]:
    """Return each month from ``first`` to today. A week counts where most of its days are."""
    sums = (func.sum(column) for column in WEEK_COLUMNS)
    rows = db.session.execute(
        select(ParticipationWeek.monday, *sums)
        .where(
            ParticipationWeek.participation_id.in_(participation_ids),
            ParticipationWeek.monday >= monday_of(first),
        )
        .group_by(ParticipationWeek.monday)
        .order_by(ParticipationWeek.monday)
    )
    return added_up([(row[0], tuple(row[1:])) for row in rows], first, today)


def added_up(
    weeks: Iterable[tuple[date, Sequence[int]]], first: date, today: date
) -> list[OwnMonth]:
    """Add weeks up to months, empty ones included."""
    found: dict[date, list[Sequence[int]]] = {}
    month = first.replace(day=1)
    while month <= today:
        found[month] = []
        month = (month + timedelta(days=31)).replace(day=1)
    for monday, numbers in weeks:
        middle = min(max(monday + THURSDAY, first), today)
        found[middle.replace(day=1)].append(numbers)
    return [
        OwnMonth(month, *map(sum, zip(*numbers, strict=True))) for month, numbers in found.items()
    ]


def days_of(participation_ids: Sequence[uuid.UUID], first: date, zone: str) -> Counter[date]:
    """Return how many posts and conversations somebody had on each day since ``first``."""
    days: Counter[date] = Counter()
    published = select(Post.published_at).where(
        Post.participation_id.in_(participation_ids),
        Post.removed_at.is_(None),
        Post.review.in_(COUNTING),
    )
    for moment in db.session.scalars(published):
        days[local_date(moment, zone)] += 1
    happened = (
        select(Conversation.happened_on, func.count())
        .where(
            Conversation.participation_id.in_(participation_ids), Conversation.happened_on >= first
        )
        .group_by(Conversation.happened_on)
        .order_by(Conversation.happened_on)
    )
    for day, number in db.session.execute(happened):
        days[day] += number
    return Counter({day: number for day, number in days.items() if day >= first})
