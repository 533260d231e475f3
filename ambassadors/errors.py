"""Rules a cohort or a policy can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class CohortNameTaken(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("You already have one with this name. Give this one another."), field="name"
        )


class SeasonOutOfOrder(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The season ends before it begins. Choose a later last day."), field="season_end"
        )


class YearMistyped(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Look at the year once more."), field="season_end")


class ErasedBeforeTheEnd(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose a day after the season has ended."),
            field="retention_until",
        )


class ErasedTooSoon(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose a day at least 15 days ahead, so that everybody can be told first."),
            field="retention_until",
        )


class ErasedLaterThanPromised(DomainError):
    def __init__(self, promised: str) -> None:
        super().__init__(
            _(
                "Those who have joined were promised %(date)s. The day can be sooner, not later.",
                date=promised,
            ),
            field="retention_until",
        )


class AgeTooLow(DomainError):
    def __init__(self, minimum: int) -> None:
        super().__init__(
            _("Your organisation takes part from %(age)s years.", age=minimum), field="minimum_age"
        )


class NoticeMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write the privacy notice in both languages before you open."))


class PolicyNotPublished(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Your leaders must publish a policy before you open."))


class TopicNameMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write the topic in at least one language."))


class NothingToPublish(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is no draft to publish. Change the text first."))


class PolicyIncomplete(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write the policy in both Danish and English before you publish it."))
