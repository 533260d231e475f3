"""Rules a campaign can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class CampaignNotReady(DomainError):
    """A campaign lacks something that it needs before it can go live."""


class CampaignNotLive(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This campaign is not running, so nothing can be added to it."))


class CampaignLaunched(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The campaign has been launched, so it cannot be deleted. You can close it.")
        )


class LandingMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("People follow the links already, so they need somewhere to lead."),
            field="landing_address",
        )


class TargetNotAllowed(DomainError):
    def __init__(self, host: str) -> None:
        super().__init__(
            _(
                "Links may not lead to %(host)s. They lead to https addresses on your own hosts: "
                "ask an owner to add one under Settings, or use an event of your own.",
                host=host,
            ),
            field="landing_address",
        )


class CampaignArchived(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The campaign is archived: it can be read and copied, but not changed any more.")
        )


class CampaignNotClosed(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Only a closed campaign can be opened again or archived."))


class CampaignOver(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That day has been. Choose a last day from today on."), field="ends_on")
