"""Rules the library can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError, LinkGone


class PictureWithdrawn(LinkGone):
    """A picture whose people no longer cover its use."""

    def __init__(self) -> None:
        super().__init__(
            _("This picture may not be used any more. Please take another one from your kits.")
        )


class AssetInUse(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This picture is in use. Take it out of the kits and events it is in, and try again.")
        )


class NotReadyYet(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The picture is still being made ready. Try again in a moment."))
