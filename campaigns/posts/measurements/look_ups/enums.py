"""How far looking up a post has come. A leaf: imports nothing of this house."""

from enum import StrEnum


class LookUpState(StrEnum):
    WAITING = "waiting"  # for its next day
    OVER = "over"  # four weeks have passed
    NOT_SEEN = "not_seen"  # Instagram shows no such post
