"""What a joining screen needs to know about itself, on the real pages and in the preview."""

from dataclasses import dataclass

from ambassadors.joining.enums import Screen


@dataclass(frozen=True)
class ScreenView:
    """One screen with its ways on and back; in the preview nothing is sent."""

    screen: Screen
    back_url: str
    next_url: str
    is_preview: bool = False
    close_url: str = ""

    @property
    def number(self) -> int:
        """Which of the five this is."""
        return self.screen.number

    @property
    def total(self) -> int:
        """How many there are."""
        return len(Screen)


def split_notice(text: str) -> tuple[str, str]:
    """Return the first paragraph of a Markdown text, and the rest."""
    first, _gap, rest = text.strip().replace("\r\n", "\n").partition("\n\n")
    return first, rest.strip()
