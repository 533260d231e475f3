"""Where and how something was told, and how far a review has come. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class PostChannel(StrEnum):
    """Where something was told. The first five are called as the channels of links are."""

    INSTAGRAM = "instagram"
    INSTAGRAM_STORY = "instagram_story"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    BLOG = "blog"
    TALK = "talk"
    STAND = "stand"
    OTHER = "other"

    @property
    def label(self) -> LazyString:
        """The channel's name."""
        return CHANNEL_LABELS[self]


class ReviewState(StrEnum):
    """How far a post has come where a cohort wants posts to be looked at before they count."""

    NOT_WANTED = "not_wanted"
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"

    @property
    def label(self) -> LazyString:
        """The state in words."""
        return REVIEW_LABELS[self]

    @property
    def counts(self) -> bool:
        """Whether a post in this state counts in results."""
        return self in COUNTING


class ConversationTopic(StrEnum):
    """What a conversation was about."""

    EVERYDAY_LIFE = "everyday_life"
    HOUSING = "housing"
    MONEY = "money"
    GETTING_IN = "getting_in"
    WORK = "work"
    COMMUNITY = "community"
    OTHER = "other"


class ConversationPlace(StrEnum):
    """Where a conversation took place."""

    IN_PERSON = "in_person"
    MESSAGES = "messages"
    COMMENTS = "comments"
    PHONE = "phone"
    EVENT = "event"

    @property
    def label(self) -> LazyString:
        """The place in words."""
        return PLACE_LABELS[self]


class LedTo(StrEnum):
    """What came of a conversation, as far as the ambassador knows."""

    TALK = "talk"
    LINK = "link"
    COMING = "coming"
    DECIDED = "decided"

    @property
    def label(self) -> LazyString:
        """What came of it, in words."""
        return LED_TO_LABELS[self]


COUNTING = (ReviewState.NOT_WANTED, ReviewState.APPROVED)
CHANNEL_LABELS = {
    PostChannel.INSTAGRAM: _l("Instagram"),
    PostChannel.INSTAGRAM_STORY: _l("Instagram story"),
    PostChannel.FACEBOOK: _l("Facebook"),
    PostChannel.LINKEDIN: _l("LinkedIn"),
    PostChannel.TIKTOK: _l("TikTok"),
    PostChannel.BLOG: _l("Blog"),
    PostChannel.TALK: _l("A talk"),
    PostChannel.STAND: _l("A stand"),
    PostChannel.OTHER: _l("Somewhere else"),
}
REVIEW_LABELS = {
    ReviewState.NOT_WANTED: _l("Logged"),
    ReviewState.WAITING: _l("Waits to be looked at"),
    ReviewState.RETURNED: _l("Returned with a word"),
    ReviewState.APPROVED: _l("Approved"),
}
PLACE_LABELS = {
    ConversationPlace.IN_PERSON: _l("Face to face"),
    ConversationPlace.MESSAGES: _l("In messages"),
    ConversationPlace.COMMENTS: _l("In the comments"),
    ConversationPlace.PHONE: _l("On the phone"),
    ConversationPlace.EVENT: _l("At an event"),
}
LED_TO_LABELS = {
    LedTo.TALK: _l("A good talk, nothing more"),
    LedTo.LINK: _l("They got my link"),
    LedTo.COMING: _l("They want to come and see"),
    LedTo.DECIDED: _l("They have signed up"),
}
