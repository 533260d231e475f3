"""What changed between two versions of a text, passage by passage. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from flask_babel import force_locale

from ambassadors.models import Policy
from core.languages import localised

# Each heading and each point of a list is a passage of its own, so one changed point shows alone.
OPENING = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s)")


class Fate(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Passages in a row (headings, paragraphs, points of a list in Markdown) of the same fate."""

    fate: Fate
    passages: list[str]

    @property
    def text(self) -> str:
        """The passages as one piece of Markdown."""
        return "\n\n".join(self.passages)


@dataclass(frozen=True)
class PolicyChanges:
    """What became of strategy and policy in one language; an unchanged one is empty."""

    strategy: list[Run]
    text: list[Run]


def compare_policies(before: Policy, after: Policy, language: str) -> PolicyChanges:
    """Return what changed from one version to another in ``language``, "da" or "en".

    A text written in one language only is compared as its readers saw it: in the other one.
    """
    with force_locale(language):
        return PolicyChanges(
            strategy=compare(localised(before, "strategy"), localised(after, "strategy")),
            text=compare(localised(before, "text"), localised(after, "text")),
        )


def compare(before: str, after: str) -> list[Run]:
    """Return both versions in reading order, what went before what came; empty when equal."""
    old, new = list(passages(before)), list(passages(after))
    if old == new:
        return []
    runs: list[Run] = []
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if step == "equal":
            runs.append(Run(Fate.KEPT, new[new_from:new_to]))
            continue
        runs.append(Run(Fate.REMOVED, old[old_from:old_to]))
        runs.append(Run(Fate.ADDED, new[new_from:new_to]))
    return [run for run in runs if run.passages]


def passages(text: str) -> Iterator[str]:
    """Yield a text's passages; how its lines are broken makes no difference."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and (not line.strip() or OPENING.match(line)):
            yield " ".join(lines)
            lines = []
        if line.strip():
            lines.append(line.strip())
    if lines:
        yield " ".join(lines)
