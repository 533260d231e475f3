"""Rules kits can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError
from core.formats import format_number


class NothingToFetch(DomainError):
    def __init__(self) -> None:
        super().__init__(_("None of the pictures may be used right now. Try again another day."))


class KitNotReady(DomainError):
    """A kit cannot be published yet; ``missing`` says everything that is missing."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("The kit is not ready to be published."))
        self.missing = missing


class TooManyPictures(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("A kit holds at most %(number)s pictures: Instagram takes no more.", number=most),
            field="assets",
        )


class DatesOutOfOrder(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The last day must not lie before the first."), field="ends_on")


class TooManyHashtags(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("Instagram takes at most %(number)s hashtags. Take some away.", number=most),
            field="hashtags",
        )


class NoHashtag(DomainError):
    def __init__(self, tag: str) -> None:
        super().__init__(
            _(
                "“%(tag)s” cannot be a hashtag: use letters and numbers, without spaces or signs.",
                tag=tag,
            ),
            field="hashtags",
        )


class CaptionTooLong(DomainError):
    def __init__(self, letters: int, most: int) -> None:
        super().__init__(
            _(
                "With the first line and the hashtags it is %(letters)s letters. Instagram takes "
                "at most %(most)s.",
                letters=format_number(letters),
                most=format_number(most),
            ),
            field="text",
        )
