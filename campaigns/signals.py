"""What a campaign tells the rooms above it."""

from blinker import Signal

participation_added = Signal("A participation was added; sender is the Participation.")
