"""Where an outcome came from and how far it got. A leaf."""

from enum import StrEnum


class Source(StrEnum):
    """How an outcome came about. NONE came by themselves and are shown beside, never added."""

    LINK = "link"
    CODE = "code"
    TOLD_BY = "told_by"
    NONE = "none"


class Stage(StrEnum):
    SIGNED_UP = "signed_up"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
