"""Kinds, rhythms and states. A leaf: imports nothing from this project."""

from enum import StrEnum


class Kind(StrEnum):
    """Whom a cohort is made of."""

    EMPLOYEE = "employee"
    STUDENT = "student"
    CITIZEN = "citizen"
    MEMBER = "member"


class Rhythm(StrEnum):
    """How often an ambassador has chosen to be active."""

    WHENEVER = "whenever"
    EVERY_OTHER_WEEK = "every_other_week"
    WEEKLY = "weekly"


class Channel(StrEnum):
    """Where an ambassador likes to tell."""

    INSTAGRAM = "instagram"
    INSTAGRAM_STORY = "instagram_story"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    IN_PERSON = "in_person"


class Benefit(StrEnum):
    """What an ambassador wants out of it; the page leads with the first one chosen."""

    NETWORK = "network"
    RECOGNITION = "recognition"
    KNOWLEDGE = "knowledge"
    PROFILE = "profile"
    SHOWCASE = "showcase"
    DIFFERENCE = "difference"


class CohortStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    ENDED = "ended"


class AmbassadorStatus(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


class Relation(StrEnum):
    """On what footing ambassadors post; it decides the disclosure line."""

    ENCOURAGED = "encouraged"
    AGREED = "agreed"
    BENEFIT = "benefit"
