"""Where an outcome came from and how far it got. A leaf."""

from enum import StrEnum


class Source(StrEnum):
    """How an outcome came about. NONE came by themselves and are shown beside, never added."""

    LINK = "link"
    CODE = "code"
    TOLD_BY = "told_by"
    IMPORT = "import"
    WEBHOOK = "webhook"
    BY_HAND = "by_hand"
    NONE = "none"


class Stage(StrEnum):
    """How far an outcome got, each further than the one before; see ``standing`` for what counts.

    CONFIRMED is enrolled, attended, joined: whatever the goal is about. WITHDRAWN is what an undone
    import had brought: it counts nowhere, and its history stays readable.
    """

    SIGNED_UP = "signed_up"
    CONFIRMED = "confirmed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """Why an outcome changed after it was first noted."""

    NEWS = "news"
    CORRECTION = "correction"
    IMPORT_UNDONE = "import_undone"
