"""Rules about links and their codes that can be broken."""

from flask_babel import gettext as _

from core.errors import DomainError


class CodeUnfit(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Use 4 to 12 letters and digits. I, L, O, 0 and 1 are left out because they are "
                "mistaken for one another, and so are Æ, Ø and Å."
            ),
            field="code",
        )


class CodeRude(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Somebody may read that as a rude word. Choose another one."), field="code"
        )


class CodeReserved(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("That one would pass for something official. Choose another one."), field="code"
        )


class CodeTaken(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Another link has or had that code. Choose another one."), field="code")


class TooManyCodes(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "This link has had %(most)d codes already, and they all go on working. "
                "It keeps the one it has.",
                most=most,
            ),
            field="code",
        )


class OwnCodesClosed(DomainError):
    def __init__(self) -> None:
        super().__init__(_("In this campaign the organiser chooses the codes."), field="code")


class WordUnknown(DomainError):
    def __init__(self, field: str) -> None:
        super().__init__(
            _("In curly brackets you can write {campaign}, {channel} or {code}."), field=field
        )


class NothingToSetAside(DomainError):
    def __init__(self) -> None:
        super().__init__(_("These clicks are nobody’s result as it is: they came after the end."))
