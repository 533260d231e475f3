"""Rules a join page or an application can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class SlugTaken(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Another page has this address. Choose another."), field="slug")


class PageOutOfOrder(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The last day is before the first. Choose a later one."), field="closes_on"
        )


class DecidedTooEarly(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a day after the last day for applying."), field="decided_by")


class PlacesMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Say how many may join by the link. An open link always has an end."),
            field="places",
        )


class LastDayMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose the last day the link works. An open link always has an end."),
            field="closes_on",
        )


class DoorClosed(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Nobody can be taken in here at the moment."))


class NobodyChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose somebody who has not had an answer yet."))


class MailMissing(DomainError):
    def __init__(self, field: str) -> None:
        super().__init__(_("Write this mail: some of them read this language."), field=field)


class MailsHaveLeft(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The mails have left, so this can no longer be undone."))


class AlreadyDecided(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This application has had its answer."))
