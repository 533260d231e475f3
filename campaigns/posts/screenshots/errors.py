"""What the gate says no to."""

from core.errors import DomainError


class ScreenshotRefused(DomainError):
    """The picture cannot be used; the message says why and what to do."""
