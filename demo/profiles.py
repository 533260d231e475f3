"""How people take part over a season. A leaf: imports nothing from this project."""

from enum import StrEnum


class Profile(StrEnum):
    """A kind of season; ``chance`` is how likely a week with something in it is."""

    DRIVING = "driving"
    STEADY = "steady"
    REGULAR = "regular"
    OCCASIONAL = "occasional"
    SILENT = "silent"

    @property
    def chance(self) -> float:
        """How likely a week with something in it is."""
        return CHANCES[self]

    @property
    def weight(self) -> float:
        """How much of the clicks, conversations and sign-ups falls to somebody like this."""
        return WEIGHTS[self]


CHANCES = {
    Profile.DRIVING: 0.97,
    Profile.STEADY: 0.85,
    Profile.REGULAR: 0.55,
    Profile.OCCASIONAL: 0.3,
    Profile.SILENT: 0.5,
}
WEIGHTS = {
    Profile.DRIVING: 2.6,
    Profile.STEADY: 1.6,
    Profile.REGULAR: 1.0,
    Profile.OCCASIONAL: 0.6,
    Profile.SILENT: 0.5,
}
