"""What can go wrong when somebody comes from another provider."""

from flask_babel import gettext as _

from core.errors import DomainError


class ProviderAway(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "%(provider)s does not answer right now. Try again in a while, or sign in in "
                "another way.",
                provider=name,
            )
        )


class AnswerRefused(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "We could not be sure of the answer from %(provider)s, so nobody was signed in. "
                "Try again from here.",
                provider=name,
            )
        )


class NotOfThisOrganisation(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "%(provider)s is the way in for another organisation. Sign in in another way.",
                provider=name,
            )
        )


class IdentityTaken(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "That sign-in at %(provider)s belongs to another account here already. Is it yours "
                "too? Then sign in with it and disconnect it there first.",
                provider=name,
            )
        )
