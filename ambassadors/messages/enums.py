"""What an ambassador writes to the organiser. A leaf: imports nothing from this project."""

from enum import StrEnum


class IdeaKind(StrEnum):
    IDEA = "idea"
    QUESTION = "question"
