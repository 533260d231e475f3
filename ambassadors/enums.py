"""Kinds, rhythms and states, with their words. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Kind(StrEnum):
    """Whom a cohort is made of."""

    EMPLOYEE = "employee"
    STUDENT = "student"
    CITIZEN = "citizen"
    MEMBER = "member"

    @property
    def label(self) -> LazyString:
        """What people of this kind are called."""
        return KIND_LABELS[self]


class Rhythm(StrEnum):
    """How often an ambassador has chosen to be active."""

    WHENEVER = "whenever"
    EVERY_OTHER_WEEK = "every_other_week"
    WEEKLY = "weekly"

    @property
    def label(self) -> LazyString:
        """The rhythm in the ambassador's own words."""
        return RHYTHM_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """What choosing it means."""
        return RHYTHM_HINTS[self]


class MailDigest(StrEnum):
    """How an ambassador wants the programme's mails."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NEEDED = "needed"

    @property
    def label(self) -> LazyString:
        """The choice in the ambassador's own words."""
        return DIGEST_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """What choosing it means."""
        return DIGEST_HINTS[self]


class Channel(StrEnum):
    """Where an ambassador likes to tell."""

    INSTAGRAM = "instagram"
    INSTAGRAM_STORY = "instagram_story"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    IN_PERSON = "in_person"

    @property
    def label(self) -> LazyString:
        """The channel's name."""
        return CHANNEL_LABELS[self]


class Benefit(StrEnum):
    """What an ambassador wants out of it; the page leads with the first one chosen."""

    NETWORK = "network"
    RECOGNITION = "recognition"
    KNOWLEDGE = "knowledge"
    PROFILE = "profile"
    SHOWCASE = "showcase"
    DIFFERENCE = "difference"

    @property
    def label(self) -> LazyString:
        """The benefit in the ambassador's own words."""
        return BENEFIT_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """What choosing it gives."""
        return BENEFIT_HINTS[self]


class CohortStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    ENDED = "ended"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return COHORT_STATUS_LABELS[self]


class AmbassadorStatus(StrEnum):
    ACTIVE = "active"
    LEFT = "left"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return AMBASSADOR_STATUS_LABELS[self]


class Relation(StrEnum):
    """On what footing ambassadors post; it decides the disclosure line."""

    ENCOURAGED = "encouraged"
    AGREED = "agreed"
    BENEFIT = "benefit"

    @property
    def label(self) -> LazyString:
        """The footing in plain words."""
        return RELATION_LABELS[self]


KIND_LABELS = {
    Kind.EMPLOYEE: _l("Employees"),
    Kind.STUDENT: _l("Students"),
    Kind.CITIZEN: _l("Citizens"),
    Kind.MEMBER: _l("Members"),
}
RHYTHM_LABELS = {
    Rhythm.WHENEVER: _l("When it suits me"),
    Rhythm.EVERY_OTHER_WEEK: _l("Every other week"),
    Rhythm.WEEKLY: _l("Every week"),
}
RHYTHM_HINTS = {
    Rhythm.WHENEVER: _l("No reminders"),
    Rhythm.EVERY_OTHER_WEEK: _l("At most one kind reminder in 14 days"),
    Rhythm.WEEKLY: _l("For you who have your phone out anyway"),
}
CHANNEL_LABELS = {
    Channel.INSTAGRAM: _l("Instagram"),
    Channel.INSTAGRAM_STORY: _l("Instagram story"),
    Channel.FACEBOOK: _l("Facebook"),
    Channel.LINKEDIN: _l("LinkedIn"),
    Channel.TIKTOK: _l("TikTok"),
    Channel.IN_PERSON: _l("Face to face"),
}
BENEFIT_LABELS = {
    Benefit.NETWORK: _l("Meet people"),
    Benefit.RECOGNITION: _l("Be appreciated"),
    Benefit.KNOWLEDGE: _l("Learn something"),
    Benefit.PROFILE: _l("Build my own profile"),
    Benefit.SHOWCASE: _l("Show what I work on"),
    Benefit.DIFFERENCE: _l("Make a difference"),
}
BENEFIT_HINTS = {
    Benefit.NETWORK: _l("The conversations you have come first"),
    Benefit.RECOGNITION: _l("What others did because of you comes first"),
    Benefit.KNOWLEDGE: _l("Training and early news come first"),
    Benefit.PROFILE: _l("Your steady voice and your diploma come first"),
    Benefit.SHOWCASE: _l("How many looked closer comes first"),
    Benefit.DIFFERENCE: _l("How many took part in the end comes first"),
}
COHORT_STATUS_LABELS = {
    CohortStatus.DRAFT: _l("Draft"),
    CohortStatus.OPEN: _l("Is open"),
    CohortStatus.ENDED: _l("Ended"),
}
AMBASSADOR_STATUS_LABELS = {
    AmbassadorStatus.ACTIVE: _l("Active"),
    AmbassadorStatus.LEFT: _l("Has left"),
}
RELATION_LABELS = {
    Relation.ENCOURAGED: _l("Encouraged, with nothing in return"),
    Relation.AGREED: _l("By agreement or as part of a job"),
    Relation.BENEFIT: _l("With something in return, such as a ticket or a gift"),
}
DIGEST_LABELS = {
    MailDigest.AT_ONCE: _l("As they come"),
    MailDigest.WEEKLY: _l("One mail a week"),
    MailDigest.NEEDED: _l("Only what is needed"),
}
DIGEST_HINTS = {
    MailDigest.AT_ONCE: _l("News and kind reminders, each when it is written"),
    MailDigest.WEEKLY: _l("The same, gathered in one mail, and none when there is nothing"),
    MailDigest.NEEDED: _l("Answers to you, and what concerns your account and your data"),
}
