"""Writes about posts and conversations. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.operations import write_idea
from campaigns import permissions
from campaigns.enums import Step
from campaigns.errors import CampaignNotLive
from campaigns.models import Participation
from campaigns.posts import identifying, queries, talk_totals
from campaigns.posts.counted import ask_for_review, count, counted_on, day_of, hold, recount
from campaigns.posts.enums import ConversationPlace, ConversationTopic, LedTo, ReviewState
from campaigns.posts.errors import PostAlreadyLogged
from campaigns.posts.identifying import Identity
from campaigns.posts.models import Conversation, Post
from campaigns.posts.own_share import own_percent
from campaigns.posts.screenshots import operations as screenshots
from campaigns.posts.screenshots import queries as screenshot_queries
from campaigns.posts.signals import link_changed
from campaigns.posts.telling import Told
from campaigns.posts.undoing import put_aside, restore_post
from core.db import db
from media.kits.models import Kit
from media.library.models import Asset


def log_post(
    participation: Participation,
    *,
    url: str = "",
    kit: Kit | None = None,
    pictures: Iterable[Asset] = (),
    told: Told | None = None,
) -> Post:
    """Add what somebody put up to a participation; the day is read from the link where it says so.

    Return the post. It is another's where that one logged a post they share: then it is noted as
    hers too, and counted once. ``kit`` is the one it was made from and ``pictures`` are those it
    shows, where that is known.

    Raises NotAPostLink, NothingToLog, DayAhead, PostAlreadyLogged for her own repeat within the
    campaign, and CampaignNotLive.
    """
    told = told or Told(url=url)
    sent_before = queries.find_sent(participation.ambassador_id, told.sent_key)
    if sent_before:
        return sent_before
    if not permissions.is_open(participation):
        raise CampaignNotLive
    found = identifying.identify(participation.campaign, told)
    if there := _there(participation, found, told):
        return there
    post = Post(
        campaign_id=participation.campaign_id,
        participation=participation,
        kit=kit,
        pictures=list(pictures),
        sent_key=told.sent_key,
    )
    _describe(post, found, told)
    return _added(post, participation, told)


def _added(post: Post, participation: Participation, told: Told) -> Post:
    ask_for_review(post)
    try:
        with db.session.begin_nested():  # a double click may have been quicker than our look
            db.session.add(post)
    except IntegrityError:
        if same := queries.find_sent(participation.ambassador_id, told.sent_key):
            return same
        raise PostAlreadyLogged from None
    if told.screenshot:
        screenshots.add(post, told.screenshot)
    if post.counts:
        count(participation, Step.POSTS, day_of(post), by=1)
    return post


def _describe(post: Post, found: Identity, told: Told) -> None:
    post.channel, post.url, post.shortcode = found.channel, found.address, found.key
    post.published_at, post.is_day_told = found.published_at, found.is_day_told
    post.words, post.caption = told.words, told.caption
    post.asked_people, post.shows_disclosure = told.asked_people, told.shows_disclosure
    part = post.participation
    kits = [post.kit] if post.kit else part.campaign.kits
    post.own_percent = own_percent(told.caption, kits, part.ambassador.cohort)


def _there(participation: Participation, found: Identity, told: Told) -> Post | None:
    """Return what is logged already and is now hers again, or hers too.

    Raises PostAlreadyLogged where nothing changes by logging it once more.
    """
    there = queries.find_post(participation.campaign_id, found.key)
    field = "url"
    if there is None and told.screenshot:
        checksum = told.screenshot.facts.checksum
        there, field = screenshot_queries.same_in(participation.campaign_id, checksum), "screenshot"
    if there is None:
        return None
    is_own = there.participation_id == participation.id
    if there.removed_at and not is_own:
        hold(there)
    if there.removed_at and not is_own:
        if there.shortcode == found.key:
            put_aside(there)
        return None
    if there.removed_at:
        restore_post(there)
    elif is_own or participation in there.sharers:
        raise PostAlreadyLogged(field)
    else:
        there.sharers.append(participation)
    return there


def change_post(
    post: Post, *, kit: Kit | None, pictures: Iterable[Asset] | None, told: Told
) -> None:
    """Put right what was logged; where a cohort wants review, it is looked at once more.

    ``pictures`` are those it shows; None leaves them as they are. Raises as ``log_post`` does.
    """
    hold(post)
    found = identifying.identify(post.participation.campaign, told, known=post)
    there = queries.find_post(post.campaign_id, found.key)
    if there not in (None, post):
        raise PostAlreadyLogged
    before = _seen(post)
    was_counted_on = counted_on(post)
    post.kit = kit or post.kit
    former = post.shortcode
    _describe(post, found, told)
    if post.shortcode != former:
        link_changed.send(post)
    if pictures is not None:
        post.pictures = list(pictures)
    if told.screenshot and not screenshot_queries.has_checksum(post.id, told.screenshot):
        screenshots.add(post, told.screenshot)
    if post.review is ReviewState.RETURNED or _seen(post) != before or told.screenshot:
        ask_for_review(post)
    recount(post, was_counted_on)


def _seen(post: Post) -> tuple[object, ...]:
    """Return what somebody who reviews a post looks at."""
    return (post.channel, post.url, post.shortcode, post.published_at, post.words, post.caption)


def log_conversation(
    participation: Participation,
    *,
    topic: ConversationTopic | None,
    on: date,
    sent_key: str | None = None,
) -> Conversation:
    """Add a conversation on a day of the organisation's zone; sent twice, it is one.

    Raises CampaignNotLive.
    """
    if known := queries.find_sent_talk(participation.ambassador_id, sent_key):
        return known
    if not permissions.is_open(participation):
        raise CampaignNotLive
    conversation = Conversation(
        participation=participation, topic=topic, happened_on=on, sent_key=sent_key
    )
    db.session.add(conversation)
    count(participation, Step.CONVERSATIONS, on, by=1)
    return conversation


def tell_more(
    conversation: Conversation,
    *,
    topic: ConversationTopic | None = None,
    place: ConversationPlace | None = None,
    led_to: LedTo | None = None,
    question: str = "",
) -> None:
    """Say more of a conversation; a question nobody could answer goes into the idea box, once."""
    said = ["topic", "place", "led_to"]  # from what is there now, not from what was read before
    db.session.refresh(conversation, said, with_for_update=True)
    conversation.topic, conversation.place = topic, place
    conversation.led_to = led_to
    if question and conversation.idea is None:
        ambassador = conversation.participation.ambassador
        conversation.idea = write_idea(ambassador, kind=IdeaKind.QUESTION, text=question)


def remove_conversation(conversation: Conversation) -> None:
    """Undo a conversation that was logged by mistake, once. Its question stays in the idea box."""
    was = _deleted(conversation)
    if was is not None:
        talk_totals.take_back(conversation, was)
        count(conversation.participation, Step.CONVERSATIONS, conversation.happened_on, by=-1)


def _deleted(row: Conversation) -> talk_totals.Said | None:
    """Delete a row and return what it said; None when a double click has been quicker."""
    was = db.session.execute(
        delete(Conversation)
        .where(Conversation.id == row.id)
        .returning(Conversation.topic, Conversation.place, Conversation.led_to)
        .execution_options(synchronize_session=False)  # it is read once more, to be taken back
    ).one_or_none()
    return None if was is None else talk_totals.said_of(*was)
