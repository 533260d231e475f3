"""Where a link is shared. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class LinkChannel(StrEnum):
    """Where a personal link is put, so that each place has numbers of its own."""

    INSTAGRAM = "instagram"
    INSTAGRAM_STORY = "instagram_story"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    IN_PERSON = "in_person"
    POSTER = "poster"
    MAIL = "mail"

    @property
    def label(self) -> LazyString:
        """What the place is called."""
        return CHANNEL_LABELS[self]


CHANNEL_LABELS = {
    LinkChannel.INSTAGRAM: _l("Instagram"),
    LinkChannel.INSTAGRAM_STORY: _l("Instagram story"),
    LinkChannel.FACEBOOK: _l("Facebook"),
    LinkChannel.LINKEDIN: _l("LinkedIn"),
    LinkChannel.TIKTOK: _l("TikTok"),
    LinkChannel.IN_PERSON: _l("Face to face"),
    LinkChannel.POSTER: _l("Poster"),
    LinkChannel.MAIL: _l("E-mail"),
}
