"""By what a post is known in its campaign, where it is and when it was: from what was told."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from campaigns.models import Campaign
from campaigns.posts import links
from campaigns.posts.enums import PostChannel
from campaigns.posts.errors import DayAhead, DayLongAgo, NotAPostLink, NothingToLog
from campaigns.posts.instagram_links import LinkRefused
from campaigns.posts.models import Post
from campaigns.posts.telling import Told
from core.db import utcnow
from core.formats import local_date

NOON = time(12)


@dataclass(frozen=True)
class Identity:
    """What tells one post from another, and when it was."""

    channel: PostChannel
    key: str
    address: str
    published_at: datetime
    is_day_told: bool


def identify(campaign: Campaign, told: Told, *, known: Post | None = None) -> Identity:
    """Return what a post is known by; its day is the link's, else the one told, else today.

    ``known`` is the post as it was logged: without a link it keeps its key, and without a new day
    its day. Raises NotAPostLink, NothingToLog, DayAhead and
    DayLongAgo.
    """
    zone = campaign.organisation.timezone
    if told.url.strip():
        found = _read(told.url)
        channel = found.channel
        if channel is PostChannel.OTHER and told.channel is not None:
            channel = told.channel
        if found.published_at:
            return Identity(channel, found.key, found.address, found.published_at, False)
        moment = _moment(told.day, zone, known)
        return Identity(channel, found.key, found.address, moment, True)
    if known and not known.url:
        key = known.shortcode
    elif told.screenshot or told.words:
        key = f"told:{uuid.uuid4().hex}"
    else:
        raise NothingToLog(_field(told.channel))
    moment = _moment(told.day, zone, known)
    return Identity(told.channel or PostChannel.OTHER, key, "", moment, True)


def _field(channel: PostChannel | None) -> str:
    return "screenshot" if channel is PostChannel.INSTAGRAM_STORY else "url"


def _read(url: str) -> links.Found:
    try:
        return links.read_address(url, now=utcnow())
    except LinkRefused as refusal:
        raise NotAPostLink(refusal.reason) from refusal


def _moment(day: date | None, zone: str, known: Post | None) -> datetime:
    """Return noon of a day where the organisation is; the hour is nobody's to know."""
    today = local_date(utcnow(), zone)
    if known and known.is_day_told and day in (None, local_date(known.published_at, zone)):
        return known.published_at
    day = day or today
    if day > today:
        raise DayAhead
    if day < links.FIRST_MOMENT.date():
        raise DayLongAgo
    return datetime.combine(day, NOON, tzinfo=ZoneInfo(zone)).astimezone(UTC)
