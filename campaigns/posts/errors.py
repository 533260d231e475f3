"""Rules a log can refuse on."""

from flask_babel import gettext as _

from campaigns.posts.instagram_links import NotAPost
from core.errors import DomainError


class PostAlreadyLogged(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This post is already logged. Thank you, it only needs to be counted once."),
            field="url",
        )


class NotAPostLink(DomainError):
    """The address names no post; the message says what it is and what to copy instead."""

    def __init__(self, reason: NotAPost) -> None:
        messages = {
            NotAPost.NOT_INSTAGRAM: _(
                "This is not a link to Instagram. In the app, press Share and then Copy link."
            ),
            NotAPost.STORY: _(
                "A story has no lasting link. Log a post or a reel here; "
                "a talk about your story can be logged as a conversation."
            ),
            NotAPost.SHARE_LINK: _(
                "This is a share link, which hides the post. "
                "Open it in your browser and copy the address from there."
            ),
            NotAPost.NO_POST: _(
                "This link leads to a profile or a page, not to a post. "
                "Open the post, press Share and then Copy link."
            ),
        }
        super().__init__(messages[reason], field="url")
