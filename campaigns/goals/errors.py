"""Rules a goal can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class GoalExists(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The campaign has a goal of this kind already. Change its number instead."),
            field="kind",
        )


class GoalHasOutcomes(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Something has been counted towards this goal, so it stays. You can end it.")
        )


class GoalOfEvent(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Sign-ups to the campaign’s own event count towards this goal, so it stays.")
        )


class KindNamedAlready(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is a kind of this name already."), field="name_da")
