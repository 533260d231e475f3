"""Rules kits can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


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
