"""What counts as a right answer, and the order in which choices are shown. Pure."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from ambassadors.training.enums import QuestionKind
from ambassadors.training.models import Choice, Question


@dataclass(frozen=True)
class Given:
    """An answer as it was sent: choices in the chosen order, or a text."""

    choices: tuple[Choice, ...] = ()
    text: str = ""


def is_right(question: Question, given: Given) -> bool:
    """Say whether an answer is right; a free text is when something was written."""
    chosen = [choice.id for choice in given.choices]
    if question.kind is QuestionKind.TEXT:
        return bool(given.text.strip())
    if question.kind is QuestionKind.ORDER:
        return chosen == [choice.id for choice in question.choices]
    return sorted(chosen) == sorted(choice.id for choice in question.choices if choice.is_right)


def shuffled(question: Question, attempt_id: uuid.UUID) -> list[Choice]:
    """Return the choices of an order mixed: the same at every look, never in the right order."""
    right = list(question.choices)
    mixed = sorted(right, key=lambda choice: _lot(choice, attempt_id))
    return mixed[1:] + mixed[:1] if mixed == right else mixed


def _lot(choice: Choice, attempt_id: uuid.UUID) -> bytes:
    return hashlib.sha256(choice.id.bytes + attempt_id.bytes).digest()


def chosen_of(question: Question, chosen: Sequence[str]) -> list[Choice]:
    """Return the choices that were chosen, in the chosen order."""
    by_id = {str(choice.id): choice for choice in question.choices}
    return [by_id[one] for one in chosen if one in by_id]
