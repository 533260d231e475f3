"""What training hears of."""

from ambassadors.signals import cohort_copied, cohort_started
from ambassadors.training.copying import copy_training
from ambassadors.training.pack_modules import add_pack_modules


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    cohort_started.connect(add_pack_modules)
    cohort_copied.connect(copy_training)
