"""What results are broken down by. A leaf: imports nothing from this project."""

from enum import StrEnum


class By(StrEnum):
    """What the rows of a breakdown are."""

    UNIT = "unit"
    COHORT = "cohort"
    KIND = "kind"
    FUNCTION = "function"
    CHANNEL = "channel"
    PERIOD = "period"


# What somebody belongs to; the others are where and when.
GROUPED = (By.UNIT, By.COHORT, By.KIND, By.FUNCTION)
