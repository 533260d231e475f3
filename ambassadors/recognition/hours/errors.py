"""Rules the hours can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class HoursNotCounted(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Hours are not counted here."))


class DayToCome(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That day has not come yet. Choose today or earlier."), field="day")


class LongerThanADay(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That makes more than 24 hours on one day."), field="hours")
