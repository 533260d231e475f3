"""States of an event, what can be asked at sign-up and afterwards. A leaf."""

from enum import StrEnum


class EventStatus(StrEnum):
    """What an organiser decides; draft comes from the campaign, full from the seats."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class State(StrEnum):
    """What an event is to everybody now. Never stored."""

    DRAFT = "draft"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    OVER = "over"


class FieldKind(StrEnum):
    TEXT = "text"
    TICK = "tick"
    CHOICE = "choice"


class Impression(StrEnum):
    """What those who signed up are asked afterwards."""

    INFORMED = "informed"
    DECIDED = "decided"


class Verdict(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
