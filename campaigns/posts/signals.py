"""What this room tells the rooms above it."""

from blinker import Signal

link_changed = Signal(
    "A post is known by another link now: what was read of the one before is not about it."
)
