"""Rules the library can refuse on."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from core.errors import DomainError
from core.formats import format_number

if TYPE_CHECKING:
    from media.library.models import Asset


class PictureWithdrawn(DomainError):
    """A picture whose people no longer cover its use: the page answers 410."""

    def __init__(self) -> None:
        super().__init__(
            _("This picture may not be used any more. Please take another one from your kits.")
        )


class LibraryFull(DomainError):
    def __init__(self, used: float, most: float) -> None:
        super().__init__(
            _(
                "The library is full: it takes up %(used)s of %(most)s GB. Delete pictures you no "
                "longer need, or ask whoever runs Tillid for more room.",
                used=format_number(used),
                most=format_number(most),
            )
        )


class AssetInUse(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This picture is in use. Take it out of the kits and events it is in, and try again.")
        )


class PeopleAreMarked(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Somebody is marked in the picture. Take the marks away first, if that was wrong."),
            field="recognisable",
        )


class NotReadyYet(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The picture is still being made ready. Try again in a moment."))


class AlreadyInLibrary(DomainError):
    """The very same file was brought in before, as ``asset``."""

    def __init__(self, asset: "Asset") -> None:
        super().__init__(_("This picture is in the library already."))
        self.asset = asset
