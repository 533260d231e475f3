"""What a campaign tells the rooms above it."""

from blinker import Signal

participation_added = Signal("A participation was added; sender is the Participation.")
landing_changed = Signal("A campaign's links lead elsewhere now; sender is the Campaign.")
