"""What kits ask the rooms above them."""

from blinker import Signal

personal_link_wanted = Signal(
    "Sender is a Kit, with ``ambassador``; a receiver answers with an absolute address or None."
)
