"""What the library asks the rooms above it."""

from blinker import Signal

publicly_shown = Signal(
    "May anybody see this picture, because it stands on a public page? Sender is the Asset; "
    "receivers return a bool."
)
renditions_made = Signal("A picture's formats were made anew; sender is the Asset.")


def is_publicly_shown(asset: object) -> bool:
    """Say whether some room shows the picture to everybody."""
    return any(answer for _receiver, answer in publicly_shown.send(asset))
