"""What this room tells the rooms above it."""

from blinker import Signal

pictures_merged = Signal(
    "Two pictures become one: whatever uses ``other`` is to use the sender from now on, in this "
    "transaction. What still uses ``other`` afterwards stops the merging."
)
