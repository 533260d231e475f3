"""Domain errors. Operations raise them; routes turn them into form errors or pages."""


class DomainError(Exception):
    """A rule of the programme was broken. ``message`` is translated and safe to show."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class LinkGone(DomainError):
    """A one-time link that was used, withdrawn or has expired: the page answers 410."""
