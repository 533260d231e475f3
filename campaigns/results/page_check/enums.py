"""How a page check came in, what its posts are like, and what can be found."""

from enum import StrEnum


class Way(StrEnum):
    """How the posts reached us."""

    PASTE = "paste"
    SHEET = "sheet"
    FILE = "file"
    API = "api"
    NONE = "none"  # there are no posts on the page


class Language(StrEnum):
    """The language a page is written in."""

    DANISH = "da"
    ENGLISH = "en"


class Tongue(StrEnum):
    """Whether a post is in its page's language; bilingual ones are."""

    OWN = "own"
    OTHER = "other"
    UNCLEAR = "unclear"  # too few words to say


class Part(StrEnum):
    """How an ambassador is in a post of the page."""

    AUTHOR = "author"
    TAGGED = "tagged"
    MENTIONED = "mentioned"
    NOTED = "noted"  # in the picture, as staff say
    NONE = "none"


class Finding(StrEnum):
    """What can be the matter with a page, in the order it is told."""

    SILENT = "silent"
    FADING = "fading"
    CAMPAIGN_ONLY = "campaign_only"
    TALKING_TO_ITSELF = "talking_to_itself"
    NOT_ANSWERING = "not_answering"
    NOT_IN_OUR_LANGUAGE = "not_in_our_language"
    ALONE = "alone"


class Answer(StrEnum):
    """Whether something was found, was not, or could not be looked at."""

    FOUND = "found"
    CLEAR = "clear"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a page is, all in all."""

    DEAD_SIGNS = "dead_signs"
    ALIVE = "alive"
    TOO_FEW = "too_few"
