"""A picture that has passed the gate and is stored, but belongs to nothing yet."""

from dataclasses import dataclass

from core.image_gate import PictureFacts


@dataclass(frozen=True)
class Taken:
    """Where it is stored, and what is known of it."""

    key: str
    facts: PictureFacts
