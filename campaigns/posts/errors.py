"""Rules a log can refuse on."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.posts.instagram_links import NotAPost
from core.errors import DomainError


class PostAlreadyLogged(DomainError):
    """It is hers already: by the same link, or by the same screenshot."""

    def __init__(self, field: str = "url") -> None:
        super().__init__(
            _("You have logged this one already. Thank you, it only needs to be counted once."),
            field=field,
        )


class NotAPostLink(DomainError):
    """The address names no post; the message says what it is and what to copy instead."""

    def __init__(self, reason: NotAPost) -> None:
        super().__init__(str(_words(reason)), field="url")


def _words(reason: NotAPost) -> LazyString:
    if reason is NotAPost.NOT_INSTAGRAM:
        return _l(
            "This is not Instagram's own address. In the app, press Share and then Copy link."
        )
    if reason in (NotAPost.STORY, NotAPost.SHARE_LINK):
        return _l("This link does not say which one it is. Send a screenshot of it instead.")
    if reason is NotAPost.NO_POST:
        return _l(
            "This link leads to a profile or a page, not to a post. "
            "Open the post, press Share and then Copy link."
        )
    return _l("This is no link. Copy it from the app: press Share and then Copy link.")


class NothingToLog(DomainError):
    """Neither a link nor a picture nor words say what it was."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _("Give us one thing to know it by: a link, a picture or a few words."), field=field
        )


class DayAhead(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That day has not come yet. Choose today or earlier."), field="day")


class DayLongAgo(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That day is too long ago. Look at the year once more."), field="day")


class NotRemoved(DomainError):
    def __init__(self) -> None:
        super().__init__(_("It is in the log, and nothing was to be undone."))
