"""One measured figure, and the table they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

NOISY_SPREAD = 2.0


class Better(StrEnum):
    HIGHER = "at least"
    LOWER = "at most"


@dataclass(frozen=True)
class Figure:
    """A figure of ours beside the same figure of something plain, and what we aim for.

    ``ratio`` is ours divided by theirs, or None where ours stands alone; ``low`` and ``high`` are
    its smallest and largest over the rounds. ``met`` is None for a figure without an aim.
    """

    name: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    aim: str = ""
    met: bool | None = None
    note: str = ""

    def cells(self) -> list[str]:
        """Return the figure as the cells of its table row."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        if self.low is not None and self.high is not None:
            ratio += f" ({self.low:.2f}–{self.high:.2f})"
        met = {True: "met", False: "not met", None: ""}[self.met]
        return [self.name, self.ours, self.beside, ratio, self.aim, met, self.note]


HEADINGS = ["Figure", "Ours", "Beside", "Ratio (min–max)", "Aim", "", "Note"]


def compared(
    name: str,
    *,
    ours: list[float],
    theirs: list[float],
    beside: str,
    better: Better,
    aim: float,
    unit: str = "",
    note: str = "",
) -> Figure:
    """Make a figure of paired rounds: the median of their ratios, its extremes, and the verdict."""
    if not ours or not theirs:
        return Figure(name, ours="void", note="every round had errors")
    ratios = [mine / reference for mine, reference in zip(ours, theirs, strict=True)]
    middle = median(ratios)
    met = middle >= aim if better is Better.HIGHER else middle <= aim
    if max(theirs) > NOISY_SPREAD * min(theirs):
        note = f"noisy; {note}".rstrip("; ")
    return Figure(
        name=name,
        ours=f"{amount(median(ours))}{unit}",
        beside=f"{beside}: {amount(median(theirs))}{unit}",
        ratio=middle,
        low=min(ratios),
        high=max(ratios),
        aim=f"{better.value} {aim:g} ×",
        met=met,
        note=note,
    )


def amount(value: float) -> str:
    """Write a number with as many digits as it deserves."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def markdown(figures: Iterable[Figure]) -> str:
    """Write the figures as a Markdown table."""
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(figure.cells() for figure in figures)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
