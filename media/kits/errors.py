"""Rules kits can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError
from core.formats import format_number


class NothingToFetch(DomainError):
    def __init__(self) -> None:
        super().__init__(_("None of the pictures may be used right now. Try again another day."))


class PictureTakenOut(Exception):
    """A picture may not be used any more while it is being sent."""


class KitNotReady(DomainError):
    """A kit cannot be published yet; ``missing`` says everything that is missing."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("The kit is not ready to be published."))
        self.missing = missing


class TooManyPictures(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("A kit holds at most %(number)s pictures. Divide it into two.", number=most),
            field="assets",
        )


class CarouselFull(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "The carousel has %(number)s pictures already, and a phone shares no more at once.",
                number=most,
            ),
            field="kind",
        )


class NoFormat(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose at least one shape that fits."), field="formats")


class CannotBeDrawn(DomainError):
    def __init__(self, letters: str) -> None:
        super().__init__(
            _("We have no letters for %(letters)s. Leave them out.", letters=letters),
            field="overlay_text",
        )


class VariantExists(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is a variant for just these people already."))


class VariantForNobody(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose a unit, a function or a language: for whom is it?"), field="unit"
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


class TooManyMentions(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("Mention at most %(number)s accounts. More looks like advertising.", number=most),
            field="mentions",
        )


class NoMention(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” is not the name of an account on Instagram: use letters from a to z, "
                "numbers, dots and underscores.",
                name=name,
            ),
            field="mentions",
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
