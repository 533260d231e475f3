"""Rules about outcomes."""

from flask_babel import gettext as _

from core.errors import DomainError


class NothingToCorrect(DomainError):
    def __init__(self) -> None:
        super().__init__(_("It is like that already, so there is nothing to put right."))


class NotInThisCampaign(DomainError):
    def __init__(self) -> None:
        super().__init__(_("No ambassador in this campaign has this code."), field="code")


class CountedAlready(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This number is counted already. Find it in the list and put it right there."),
            field="reference",
        )


class CampaignIsDraft(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Launch the campaign first; then outcomes can be counted."))
