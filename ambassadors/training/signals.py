"""What training tells the rooms above it. Receivers run inside the transaction."""

from blinker import Signal

#: ``send(copied_season)``: a cohort's training is copied; kits can point at the new modules.
training_copied = Signal()
