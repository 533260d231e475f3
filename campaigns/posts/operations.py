"""Writes about posts and conversations. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from campaigns import permissions, totals
from campaigns.enums import Step
from campaigns.errors import CampaignNotLive
from campaigns.models import Participation
from campaigns.posts import queries
from campaigns.posts.enums import ConversationTopic, PostChannel
from campaigns.posts.errors import NotAPostLink, PostAlreadyLogged
from campaigns.posts.instagram_links import InstagramPost, LinkRefused, NotAPost, read_link
from campaigns.posts.models import Conversation, Post
from core.db import db, utcnow
from core.formats import local_date
from media.kits.models import Kit
from media.library.models import Asset

CLOCKS_DIFFER = timedelta(days=1)


def log_post(
    participation: Participation,
    *,
    url: str,
    kit: Kit | None = None,
    pictures: Iterable[Asset] = (),
) -> Post:
    """Add an Instagram post to a participation; its date is read from the link itself.

    ``kit`` is the one it was made from and ``pictures`` are those it shows, where that is known.

    Raises NotAPostLink, PostAlreadyLogged for a repeat within the campaign, whoever logged it
    first, and CampaignNotLive.
    """
    _require_open(participation)
    found = _read(url)
    if queries.post_is_logged(participation.campaign_id, found.shortcode):
        raise PostAlreadyLogged
    post = Post(
        campaign_id=participation.campaign_id,
        participation=participation,
        kit=kit,
        pictures=list(pictures),
        channel=PostChannel.INSTAGRAM,
        url=found.address,
        shortcode=found.shortcode,
        published_at=found.published_at,
    )
    try:
        with db.session.begin_nested():  # a double click may have been quicker than our look
            db.session.add(post)
    except IntegrityError:
        raise PostAlreadyLogged from None
    _count(participation, Step.POSTS, _day_of(post), by=1)
    return post


def _read(url: str) -> InstagramPost:
    try:
        found = read_link(url)
    except LinkRefused as refusal:
        raise NotAPostLink(refusal.reason) from refusal
    if found.published_at > utcnow() + CLOCKS_DIFFER:
        raise NotAPostLink(NotAPost.NO_POST)
    return found


def remove_post(post: Post) -> None:
    """Take one's own post out again, once."""
    if _is_first_to_delete(post):
        _count(post.participation, Step.POSTS, _day_of(post), by=-1)


def log_conversation(
    participation: Participation, *, topic: ConversationTopic | None, on: date
) -> Conversation:
    """Add a conversation on a day of the organisation's zone. Raises CampaignNotLive."""
    _require_open(participation)
    conversation = Conversation(participation=participation, topic=topic, happened_on=on)
    db.session.add(conversation)
    _count(participation, Step.CONVERSATIONS, on, by=1)
    return conversation


def set_topic(conversation: Conversation, topic: ConversationTopic | None) -> None:
    """Say afterwards what a conversation was about."""
    conversation.topic = topic


def remove_conversation(conversation: Conversation) -> None:
    """Undo a conversation that was logged by mistake, once."""
    if _is_first_to_delete(conversation):
        _count(conversation.participation, Step.CONVERSATIONS, conversation.happened_on, by=-1)


def _is_first_to_delete(row: Post | Conversation) -> bool:
    """Delete a row; False when a double click has been quicker, and its count is taken back."""
    kind = type(row)
    gone = db.session.execute(
        delete(kind)
        .where(kind.id == row.id)
        .execution_options(synchronize_session=False)  # it is read once more, to be taken back
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE has a row count


def _require_open(participation: Participation) -> None:
    if not permissions.is_open(participation):
        raise CampaignNotLive


def _day_of(post: Post) -> date:
    organisation = post.participation.campaign.organisation
    return local_date(post.published_at, organisation.timezone)


def _count(participation: Participation, step: Step, day: date, *, by: int) -> None:
    totals.count(
        campaign_id=participation.campaign_id,
        participation_id=participation.id,
        step=step,
        day=day,
        by=by,
    )
