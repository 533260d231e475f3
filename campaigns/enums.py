"""States and outcome kinds of campaigns. A leaf: imports nothing from this project."""

from enum import StrEnum


class CampaignStatus(StrEnum):
    """Where a campaign is on its way; only from closed may it go back, to live."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"
    ARCHIVED = "archived"


# Its links work, it has people in it, and its results can be read.
LAUNCHED = frozenset({CampaignStatus.LIVE, CampaignStatus.CLOSED, CampaignStatus.ARCHIVED})


class OutcomeKind(StrEnum):
    """What a goal counts."""

    EVENT_SIGN_UPS = "event_sign_ups"
    ENROLMENTS = "enrolments"
    APPLICATIONS = "applications"
    NEWCOMER_ENQUIRIES = "newcomer_enquiries"
    MEMBERSHIPS = "memberships"
    JOB_APPLICATIONS = "job_applications"
    CONVERSATIONS = "conversations"
    OWN = "own"  # what it counts is said by the goal's ``OwnKind``


class Step(StrEnum):
    """A rung of the ladder from being told to taking part, and the posts beside it."""

    CLICKS = "clicks"
    CONVERSATIONS = "conversations"
    SIGN_UPS = "sign_ups"
    CONFIRMED = "confirmed"
    POSTS = "posts"


class Way(StrEnum):
    """How we know of a sign-up, where no link or code of an ambassador's leads to it."""

    TOLD = "told"
    IMPORTED = "imported"
