"""Rules the register can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError, LinkGone


class PaperRefused(DomainError):
    """A file that is no paper we can keep; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="paper")


class PaperWithPassword(PaperRefused):
    def __init__(self) -> None:
        super().__init__(_("A password locks the file. Save it without one, and try again."))


class PaperWithActs(PaperRefused):
    def __init__(self) -> None:
        super().__init__(
            _("There is more than a paper in the file. Print it to PDF, or take a picture of it.")
        )


class AlreadyMarked(DomainError):
    def __init__(self) -> None:
        super().__init__(_("They are marked in this picture already."))


class InRegisterAlready(DomainError):
    """One place in the register for each; of two with one name, something must tell them apart."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody of that name is in the register. Choose them there, or write something "
                "that tells the two apart."
            ),
            field="name",
        )


class InNoPicture(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Mark them in a picture first: they are asked about what they can see."))


class HasSaidNo(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("They have said no to this picture, so the mark stays. Delete the picture instead.")
        )


class ConsentStands(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Their yes still counts. It must be taken back before they can be erased.")
        )


class NobodyToWriteTo(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("We have no address to write to. Add one, or show them the link on the spot.")
        )


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Tick at least one picture, or say no."), field="pictures")


class GuardianMustAnswer(DomainError):
    """A yes by the child's own link; the no that the page offers as well counts from anybody."""

    def __init__(self) -> None:
        super().__init__(
            _("A parent must say yes by a link of their own. Write to us, and we send it to them.")
        )


class AnswersThemselves(LinkGone):
    """A guardian's link, after the child has come to the age of answering alone."""

    def __init__(self) -> None:
        super().__init__(_("They are old enough to answer themselves now, so this link is closed."))
